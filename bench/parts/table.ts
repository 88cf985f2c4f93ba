import { heapOf, openBrowser } from '../lib/browser.ts';
import { indexedApp } from '../lib/indexed-app.ts';
import { runInPage, waitInPage } from '../lib/page-script.ts';
import type { Part, Sample } from '../lib/part.ts';
import { MIB, scaled } from '../lib/settings.ts';
import { quantile } from '../lib/statistics.ts';

const JOBS = scaled(100_000, 2000);
const FRAMES = scaled(200, 50);
// Each is typed letter by letter and taken back again the same way.
const SEARCHES = ['harbour-01', '東京'];
const STATUSES = ['failed', 'completed'];

const AG_GRID = 'AG Grid Community';
const TANSTACK = 'plain TanStack Table, rows virtual';
const ADDRESSES: Readonly<Record<string, string>> = { [AG_GRID]: '/peers/ag-grid/', [TANSTACK]: '/peers/tanstack-table/' };
const EACH = ['open', 'search', 'filter', 'sort', 'scroll', 'heap'];

/** The table an analyst works in all day, at the size of a year. */
export const table: Part = {
  name: 'table',
  title: 'Table of 100,000 jobs',
  ours: 'the jobs page',
  peers: [AG_GRID, TANSTACK],
  metrics: {
    open: { label: 'open, until usable', unit: 's', better: 'less' },
    search: { label: 'a keystroke in search, 95th percentile', unit: 'ms', better: 'less' },
    filter: { label: 'a filter, 95th percentile', unit: 'ms', better: 'less' },
    sort: { label: 'a sort, 95th percentile', unit: 'ms', better: 'less' },
    scroll: { label: 'longest frame of a scroll from end to end', unit: 'ms', better: 'less' },
    heap: { label: 'JavaScript heap', unit: 'MiB', better: 'less' },
  },
  goals: [
    { metric: 'open', atMost: 1.5 },
    { metric: 'search', atMost: 50 },
    { metric: 'filter', atMost: 50 },
    { metric: 'sort', atMost: 50 },
    { metric: 'scroll', atMost: 50 },
    { metric: 'heap', atMost: 150 },
    ...[AG_GRID, TANSTACK].flatMap((peer) => EACH.map((metric) => ({ metric, peer, ratioAtMost: 1 }))),
  ],
  async open() {
    const app = await indexedApp(JOBS);
    return {
      run: (contestant) => workInTable(app, ADDRESSES[contestant] ?? '/jobs'),
      close: app.dispose,
    };
  },
};

/** Opens the table and does with it what people do; each step is a person's own event. */
async function workInTable({ url, profile }: { url: string; profile: string }, address: string): Promise<Sample> {
  const browser = await openBrowser({ baseURL: url, profile });
  try {
    const { page } = browser;
    await runInPage(page, 'table-probe', { tableProbe: { rows: JOBS, openedAt: null } });
    await page.goto(address);
    await waitInPage(page, 'tableProbe.openedAt !== null', 60_000);
    const openedMs = await page.evaluate<number>('tableProbe.openedAt');

    const timed = async (event: string, act: () => Promise<unknown>): Promise<number> => {
      await page.evaluate(`tableProbe.arm(${JSON.stringify(event)})`);
      await act();
      return page.evaluate<number>('tableProbe.painted()');
    };

    const keystrokes: number[] = [];
    const box = page.getByRole('searchbox', { name: 'Search jobs' });
    await box.click();
    for (const text of SEARCHES) {
      for (const letter of text) keystrokes.push(await timed('input', () => page.keyboard.insertText(letter)));
      for (const _ of text) keystrokes.push(await timed('input', () => page.keyboard.press('Backspace')));
    }

    const filters: number[] = [];
    const status = page.getByRole('combobox', { name: 'Status' });
    for (const value of STATUSES) for (const wanted of [value, '']) filters.push(await timed('change', () => status.selectOption(wanted)));

    const sorts: number[] = [];
    for (const column of ['File', 'Confidence']) {
      const head = page.getByRole('columnheader', { name: new RegExp(`^${column}`) }).first();
      const button = head.getByRole('button', { name: new RegExp(column) });
      const target = (await button.count()) > 0 ? button.first() : head;
      for (const _ of ['one way', 'the other']) sorts.push(await timed('click', () => target.click()));
    }

    const frames = await page.evaluate<number[]>(`tableProbe.scroll(${FRAMES})`);
    return {
      open: openedMs / 1000,
      search: quantile(keystrokes, 0.95),
      filter: quantile(filters, 0.95),
      sort: quantile(sorts, 0.95),
      scroll: Math.max(...frames),
      heap: (await heapOf(browser)) / MIB,
    };
  } finally {
    await browser.close();
  }
}
