import { seededApp } from '../lib/app.ts';
import { openBrowser } from '../lib/browser.ts';
import { firstLoad } from '../lib/first-load.ts';
import type { Part } from '../lib/part.ts';

// As many as bull-board shows at once.
const JOBS = 10;

interface Entry {
  readonly address: string;
  /** What has to be on the screen before a person can begin. */
  readonly selector: string;
}

/** The first load of our upload page beside the Uppy Dashboard's example. */
export const firstLoadUpload = partOf('first-load-upload', 'First load of /upload', { address: '/upload', selector: 'input[type=file]' }, 'the Uppy Dashboard', {
  address: '/peers/uppy-dashboard/',
  selector: '.uppy-Dashboard-AddFiles input[type=file], .uppy-Dashboard-input',
});

/** The first load of our jobs page beside bull-board's list of a queue's jobs. */
export const firstLoadJobs = partOf('first-load-jobs', 'First load of /jobs', { address: '/jobs', selector: '[data-job-id]' }, "bull-board's UI", {
  address: '/peers/bull-board/queue/analysis',
  selector: 'a[href*="/analysis/1000"]',
});

function partOf(name: string, title: string, ours: Entry, peer: string, theirs: Entry): Part {
  return {
    name,
    title,
    ours: `the built app's ${ours.address}`,
    peers: [peer],
    metrics: {
      bytes: { label: 'bytes over the network', unit: 'kB', better: 'less' },
      usable: { label: 'usable after', unit: 'ms', better: 'less' },
    },
    goals: [
      { metric: 'bytes', peer, ratioAtMost: 1 },
      { metric: 'usable', peer, ratioAtMost: 1 },
    ],
    async open() {
      const server = await seededApp(JOBS);
      return {
        async run(contestant) {
          const { address, selector } = contestant === peer ? theirs : ours;
          const browser = await openBrowser({ baseURL: server.url });
          try {
            const { bytes, usableMs } = await firstLoad(browser, address, selector);
            return { bytes: bytes / 1000, usable: usableMs };
          } finally {
            await browser.close();
          }
        },
        close: () => server.dispose(),
      };
    },
  };
}
