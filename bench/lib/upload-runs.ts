import { UploadPage } from '../../e2e/upload-page.ts';
import { openBrowser } from './browser.ts';
import { installPageClock, secondsUntilEnded } from './page-clock.ts';

/** One upload in a browser of its own. */
export interface BrowserUpload {
  /** Origin of the server. */
  readonly url: string;
  readonly paths: readonly string[];
  /** When to give up, in ms. */
  readonly limitMs: number;
}

/** Uploads on the upload page, which starts at once; gives the seconds from the choice to the last finalize's answer. */
export async function uploadInApp({ url, paths, limitMs }: BrowserUpload): Promise<number> {
  const browser = await openBrowser({ baseURL: url });
  try {
    await installPageClock(browser.page);
    const upload = new UploadPage(browser.page);
    await upload.open();
    await browser.page.getByRole('switch', { name: 'Start when dropped' }).check();
    await upload.choose(...paths);
    return await secondsUntilEnded(browser.page, 'finalize', paths.length, limitMs);
  } finally {
    await browser.close();
  }
}

/** Uploads on a page of a peer that has a file field and starts at once; `path` is its address under `/peers/`. */
export async function uploadInPeer({ url, paths, limitMs }: BrowserUpload, path: string, lastRequest: 'put' | 'finalize'): Promise<number> {
  const browser = await openBrowser({ baseURL: url });
  try {
    await installPageClock(browser.page);
    await browser.page.goto(`/peers/${path}`);
    await browser.page.locator('input[type=file]').first().setInputFiles([...paths]);
    return await secondsUntilEnded(browser.page, lastRequest, paths.length, limitMs);
  } finally {
    await browser.close();
  }
}
