import { seededApp } from '../lib/app.ts';
import { openBrowser } from '../lib/browser.ts';
import { firstLoad } from '../lib/first-load.ts';
import type { Part } from '../lib/part.ts';

// As many as bull-board shows at once.
const JOBS = 10;

const TIMES = {
  usable: { label: 'usable after', unit: 'ms', better: 'less' },
  whole: { label: 'all of it usable after', unit: 'ms', better: 'less' },
} as const;

interface Entry {
  readonly address: string;
  /** Of what has to be on the screen before a person can begin, and, where that is not all, before the whole page can be used. */
  readonly selectors: { readonly usable: string; readonly whole?: string };
}

const DASHBOARD = '.uppy-Dashboard-AddFiles input[type=file], .uppy-Dashboard-input';

/** The first load of our upload page beside the Uppy Dashboard's example. */
export const firstLoadUpload = partOf(
  'first-load-upload',
  'First load of /upload',
  // The document has a file field of its own; the app's buttons come with its code.
  { address: '/upload', selectors: { usable: 'input[type=file]', whole: 'main button' } },
  'the Uppy Dashboard',
  { address: '/peers/uppy-dashboard/', selectors: { usable: DASHBOARD, whole: DASHBOARD } },
);

/** The first load of our jobs page beside bull-board's list of a queue's jobs. */
export const firstLoadJobs = partOf('first-load-jobs', 'First load of /jobs', { address: '/jobs', selectors: { usable: '[data-job-id]' } }, "bull-board's UI", {
  address: '/peers/bull-board/queue/analysis',
  selectors: { usable: 'a[href*="/analysis/1000"]' },
});

function partOf(name: string, title: string, ours: Entry, peer: string, theirs: Entry): Part {
  return {
    name,
    title,
    ours: `the built app's ${ours.address}`,
    peers: [peer],
    metrics: {
      bytes: { label: 'bytes over the network', unit: 'kB', better: 'less' },
      ...Object.fromEntries(Object.entries(TIMES).filter(([time]) => time in ours.selectors)),
    },
    goals: [
      { metric: 'bytes', peer, ratioAtMost: 1 },
      { metric: 'usable', peer, ratioAtMost: 1 },
    ],
    async open() {
      const server = await seededApp(JOBS);
      return {
        async run(contestant) {
          const { address, selectors } = contestant === peer ? theirs : ours;
          const browser = await openBrowser({ baseURL: server.url });
          try {
            const { bytes, paintedMs } = await firstLoad(browser, address, Object.values(selectors));
            const times = Object.entries(selectors).map(([time, selector]) => [time, paintedMs.get(selector) ?? Number.NaN]);
            return { bytes: bytes / 1000, ...Object.fromEntries(times) };
          } finally {
            await browser.close();
          }
        },
        close: () => server.dispose(),
      };
    },
  };
}
