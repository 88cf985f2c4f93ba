import type { Page } from '@playwright/test';

/** What the page clock keeps in a page; times are ms since the page began. */
interface PageClock {
  /** When files were chosen in a file field. */
  chosenAt: number | null;
  /** When the last request of each kind ended, and how many there were. */
  readonly ended: Record<string, { count: number; lastAt: number }>;
}

declare global {
  // oxlint-disable-next-line no-var -- a property of the page's global object
  var pageClock: PageClock;
}

/** How the requests of an upload end; what a page does in between is its own. */
const KINDS: Readonly<Record<string, string>> = { finalize: '/finalize$', put: '^(?!.*/api/v1/).*[?&]signature=' };

/** Installs the clock; to be called before the page is opened. It runs in the page, so that nothing outside slows it down. */
export async function installPageClock(page: Page): Promise<void> {
  await page.addInitScript((kinds) => {
    const clock: PageClock = { chosenAt: null, ended: {} };
    globalThis.pageClock = clock;
    const patterns = Object.entries(kinds).map(([kind, pattern]) => [kind, new RegExp(pattern)] as const);
    document.addEventListener(
      'change',
      ({ target, timeStamp }) => {
        if (target instanceof HTMLInputElement && target.type === 'file') clock.chosenAt ??= timeStamp;
      },
      { capture: true },
    );
    new PerformanceObserver((list) => {
      for (const { name, duration, startTime } of list.getEntries()) {
        const kind = patterns.find(([, pattern]) => pattern.test(name))?.[0];
        if (kind === undefined) continue;
        const noted = (clock.ended[kind] ??= { count: 0, lastAt: 0 });
        noted.count += 1;
        noted.lastAt = Math.max(noted.lastAt, startTime + duration);
      }
    }).observe({ type: 'resource', buffered: true });
  }, KINDS);
}

/** Seconds from the choice of the files until the last of `count` requests of a kind ended. */
export async function secondsUntilEnded(page: Page, kind: 'put' | 'finalize', count: number, timeout: number): Promise<number> {
  await page.waitForFunction(([asked, wanted]) => (globalThis.pageClock.ended[asked]?.count ?? 0) >= wanted, [kind, count] as const, { polling: 100, timeout });
  return page.evaluate((asked) => ((globalThis.pageClock.ended[asked]?.lastAt ?? Number.NaN) - (globalThis.pageClock.chosenAt ?? Number.NaN)) / 1000, kind);
}
