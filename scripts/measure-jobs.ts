// Measures the jobs page in a real browser, by hand: `node scripts/measure-jobs.ts [table|follow|crawl]`. Build first.
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';

import { chromium, type BrowserContext, type Page } from '@playwright/test';

import { apiCallOf } from '../e2e/api-route.ts';
import { keepIndex } from '../e2e/kept-index.ts';
import { AssayServer } from '../e2e/server.ts';
import { chromiumArguments, findChromium } from './chromium.ts';

const TABLE_JOBS = 100_000;
const FOLLOWED = 500;
const FOLLOW_SECONDS = 60;

/** The share `at` (0 to 1) of sorted numbers. */
function percentile(numbers: readonly number[], at: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN);
}

function say(what: string, value: string | number): void {
  console.log(`${what.padEnd(64)} ${value}`);
}

async function withServer(seed: readonly string[], work: (server: AssayServer, context: BrowserContext, page: Page) => Promise<void>): Promise<void> {
  const server = await AssayServer.start({}, 'server/main.ts', seed);
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
  try {
    await work(server, context, await context.newPage());
  } finally {
    await context.close();
    await server.dispose();
  }
}

async function measureCrawl(): Promise<void> {
  await withServer(['10000'], async (_server, _context, page) => {
    let lists = 0;
    page.on('request', (request) => {
      if (apiCallOf(request) === 'list') lists += 1;
    });
    const started = performance.now();
    await page.goto('/jobs');
    await page.locator('table[aria-rowcount="10001"]').waitFor({ timeout: 120_000 });
    say('first crawl of 10,000 jobs: list requests', lists);
    say('first crawl of 10,000 jobs: seconds', ((performance.now() - started) / 1_000).toFixed(1));
  });
}

async function measureFollowing(): Promise<void> {
  await withServer(['1000', '--active', String(FOLLOWED), '--within', String(FOLLOW_SECONDS)], async (server, context, page) => {
    const calls: string[] = [];
    context.on('request', (request) => {
      const call = apiCallOf(request);
      if (call !== null) calls.push(call);
    });
    // The list shows what goes on, oldest first: those in sight are the next to end, and leave it when they are seen to.
    await page.addInitScript(`
      globalThis.ends = {};
      let shown = new Set();
      setInterval(() => {
        const rows = document.querySelectorAll('[data-job-status=processing]');
        if (rows.length === 0) return;
        const now = new Set(Array.from(rows, (row) => row.dataset.jobId));
        for (const id of shown) if (!now.has(id)) globalThis.ends[id] ??= Date.now();
        // Others had come in before it: it was only pushed out of sight.
        for (const id of now) delete globalThis.ends[id];
        shown = now;
      }, 20);
    `);
    await page.goto('/jobs?status=processing&sort=created.asc');
    const others = await Promise.all(Array.from({ length: 4 }, () => context.newPage()));
    for (const other of others) await other.goto('/jobs');
    await page.waitForTimeout(FOLLOW_SECONDS * 1_000);
    say('500 active jobs for 60 s, five tabs: list requests', calls.filter((call) => call === 'list').length);
    say('500 active jobs for 60 s, five tabs: detail requests', calls.filter((call) => call === 'detail').length);
    await page.waitForTimeout(8_000);
    const ends = await page.evaluate<Record<string, number>>('globalThis.ends');
    const database = new DatabaseSync(join(server.dataDir, 'sandbox.sqlite'), { readOnly: true });
    const late: number[] = [];
    for (const [id, seen] of Object.entries(ends)) {
      const endsAt = Number(database.prepare('SELECT ends_at FROM job WHERE id = ?').get(Number(id))?.['ends_at']);
      const opened = Number(database.prepare('SELECT max(queued_at) AS at FROM job').get()?.['at']) + 5_000;
      if (endsAt > opened && seen >= endsAt) late.push(seen - endsAt);
    }
    database.close();
    say('finished jobs in sight', late.length);
    say('finished job on screen after, median ms', percentile(late, 0.5));
    say('finished job on screen after, p95 ms', percentile(late, 0.95));
  });
}

// From the event to the frame after the one that shows it, as a person sees it.
const WATCH_INPUT = `
  globalThis.paints = [];
  const watch = (event) => {
    const started = event.timeStamp;
    requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => globalThis.paints.push(performance.now() - started); port2.postMessage(null); });
  };
  for (const name of ['input', 'change', 'click']) document.addEventListener(name, watch, true);
  const look = () => {
    if (document.querySelector('[data-job-id]')) globalThis.usableAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

async function measureTable(): Promise<void> {
  await withServer([String(TABLE_JOBS)], async (server, context, page) => {
    await keepIndex(page, server.dataDir);
    await context.addInitScript(WATCH_INPUT);
    const opened: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      await page.goto('/jobs');
      await page.locator('[data-job-id]').first().waitFor();
      opened.push(await page.evaluate<number>('globalThis.usableAt'));
    }
    say('100,000 jobs: first rows after navigation, median ms', percentile(opened, 0.5));
    say('100,000 jobs: first rows after navigation, slowest ms', Math.round(Math.max(...opened)));
    // Idle preparation of the orders.
    await page.waitForTimeout(10_000);

    const paintsOf = async (work: () => Promise<void>) => {
      await page.evaluate('globalThis.paints = []');
      await work();
      await page.waitForTimeout(500);
      return page.evaluate<number[]>('globalThis.paints');
    };
    const search = page.getByRole('searchbox', { name: 'Search jobs' });
    const keys = await paintsOf(async () => {
      await search.focus();
      for (const words of ['harbour interview', '004217', 'zürich', 'manipulated', 'passport png', 'face swap']) {
        for (const key of words) {
          await page.keyboard.type(key);
          await page.waitForTimeout(120);
        }
        await search.fill('');
        await page.waitForTimeout(200);
      }
    });
    say(`keystroke painted, of ${keys.length}: median ms`, percentile(keys, 0.5));
    say('keystroke painted: p95 ms', percentile(keys, 0.95));
    const filters = await paintsOf(async () => {
      for (const [name, values] of [['Status', ['failed', 'completed', '']], ['Task type', ['1', '4', '']], ['Verdict', ['manipulated', 'uncertain', 'none', '']]] as const) {
        for (const value of values) {
          await page.getByRole('combobox', { name }).selectOption(value);
          await page.waitForTimeout(250);
        }
      }
    });
    say(`filter painted, of ${filters.length}: p95 ms`, percentile(filters, 0.95));
    const sorts = await paintsOf(async () => {
      for (const name of ['File', 'Confidence', 'Status', 'Verdict', 'Created', 'Task type', 'File', 'File', 'Confidence', 'Created', 'Created']) {
        await page.getByRole('columnheader', { name, exact: true }).getByRole('button').click();
        await page.waitForTimeout(250);
      }
    });
    say(`sort painted, of ${sorts.length}: p95 ms`, percentile(sorts, 0.95));
    const frames = await page.evaluate<number[]>(`new Promise((resolve) => {
      const scroller = document.querySelector('[aria-label="Jobs table"]');
      const height = scroller.scrollHeight - scroller.clientHeight;
      const frames = [];
      let last = performance.now();
      let step = 0;
      const frame = (now) => {
        frames.push(now - last);
        last = now;
        step += 1;
        scroller.scrollTop = height * step / 300;
        if (step < 300) requestAnimationFrame(frame); else resolve(frames.slice(2));
      };
      requestAnimationFrame(frame);
    })`);
    say('scroll end to end in 300 frames: p95 ms', percentile(frames, 0.95));
    say('scroll end to end: longest frame ms', Math.round(Math.max(...frames)));
    say('scroll end to end: frames over 50 ms', frames.filter((ms) => ms > 50).length);
    const devtools = await context.newCDPSession(page);
    await devtools.send('HeapProfiler.enable');
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    say('heap MiB after garbage collection', (usedSize / 2 ** 20).toFixed(1));
  });
}

const [part] = process.argv.slice(2);
const executablePath = findChromium();
const browser = await chromium.launch({ args: [...chromiumArguments], ...(executablePath === null ? {} : { executablePath }) });
if (part === undefined || part === 'crawl') await measureCrawl();
if (part === undefined || part === 'follow') await measureFollowing();
if (part === undefined || part === 'table') await measureTable();
await browser.close();
