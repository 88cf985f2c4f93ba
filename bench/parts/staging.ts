import { heapOf, openBrowser } from '../lib/browser.ts';
import { startApp } from '../lib/app.ts';
import { fileShelf, writeMedia } from '../lib/files.ts';
import { runInPage } from '../lib/page-script.ts';
import type { Part } from '../lib/part.ts';
import { MIB, scaled } from '../lib/settings.ts';

const COUNT = scaled(5000, 50);
const SIZE = 30_000;
const DASHBOARD = 'the Uppy Dashboard';
const LIMIT_MS = 180_000;

/** Choosing many files: until the page has them all and reacts again, and the heap it then needs. */
export const staging: Part = {
  name: 'staging',
  title: 'Staging 5,000 files',
  ours: 'the upload page',
  peers: [DASHBOARD],
  metrics: {
    time: { label: 'time to interactive', unit: 's', better: 'less' },
    heap: { label: 'JavaScript heap', unit: 'MiB', better: 'less' },
  },
  goals: [
    { metric: 'time', peer: DASHBOARD, ratioAtMost: 0.25 },
    { metric: 'heap', peer: DASHBOARD, ratioAtMost: 0.25 },
  ],
  async open() {
    const server = await startApp();
    const shelf = fileShelf();
    const paths = Array.from({ length: COUNT }, (_, index) => writeMedia(shelf.folder, `photo ${index}.jpg`, 'face-a.jpg', SIZE));
    const count = COUNT.toLocaleString('en');
    const page = {
      ours: { address: '/upload', words: `Analyze (${count}|${COUNT}) files` },
      theirs: { address: '/peers/uppy-dashboard/', words: `(Upload ${COUNT} files|${COUNT} files selected)` },
    };
    return {
      async run(contestant) {
        const { address, words } = contestant === DASHBOARD ? page.theirs : page.ours;
        const browser = await openBrowser({ baseURL: server.url });
        try {
          await runInPage(browser.page, 'upload-clock');
          await runInPage(browser.page, 'interactive');
          await browser.page.goto(address);
          await browser.page.locator('input[type=file]').first().setInputFiles(paths);
          const time = await browser.page.evaluate<number>(`timeToInteractive(${JSON.stringify(words)}, ${LIMIT_MS})`);
          return { time, heap: (await heapOf(browser)) / MIB };
        } finally {
          await browser.close();
        }
      },
      async close() {
        shelf.remove();
        await server.dispose();
      },
    };
  },
};
