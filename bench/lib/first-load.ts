import type { Browser } from './browser.ts';
import { runInPage, waitInPage } from './page-script.ts';

/** What opening an address for the first time comes to. */
export interface FirstLoad {
  /** Bytes that came over the network, compressed, with headers. */
  readonly bytes: number;
  /** By selector: ms from the start of the navigation until its element was painted. */
  readonly paintedMs: ReadonlyMap<string, number>;
}

// A hotel's Wi-Fi on a quiet evening.
const LATENCY_MS = 60;
const BYTES_PER_SECOND = 5_000_000 / 8;
const QUIET_MS = 1500;

/** Opens an address in a browser that has cached nothing, over a slow line, and waits for these elements and until the line is quiet. */
export async function firstLoad({ context, page }: Browser, address: string, selectors: readonly string[]): Promise<FirstLoad> {
  const session = await context.newCDPSession(page);
  let bytes = 0;
  let lastAt = Date.now();
  session.on('Network.dataReceived', () => (lastAt = Date.now()));
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    lastAt = Date.now();
  });
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: LATENCY_MS, downloadThroughput: BYTES_PER_SECOND, uploadThroughput: BYTES_PER_SECOND });
  await runInPage(page, 'painted', { paintedAt: Object.fromEntries(selectors.map((selector) => [selector, null])) });
  await page.goto(address);
  await waitInPage(page, 'Object.values(paintedAt).every((at) => at !== null)', 60_000);
  while (Date.now() - lastAt < QUIET_MS) await page.waitForTimeout(100);
  return { bytes, paintedMs: new Map(Object.entries(await page.evaluate<Record<string, number>>('paintedAt'))) };
}
