import type { Page } from '@playwright/test';

import { UploadPage } from '../../e2e/upload-page.ts';
import { openBrowser } from './browser.ts';
import { runInPage, waitInPage } from './page-script.ts';

/** One upload in a browser of its own. */
export interface BrowserUpload {
  /** Origin of the server. */
  readonly url: string;
  readonly paths: readonly string[];
  /** When to give up, in ms. */
  readonly limitMs: number;
}

/** Uploads on the upload page, which starts at once; gives the seconds from the choice to the last finalize's answer. */
export function uploadInApp(upload: BrowserUpload): Promise<number> {
  return inFreshPage(upload, 'finalize', async (page) => {
    const uploadPage = new UploadPage(page);
    await uploadPage.open();
    await page.getByRole('switch', { name: 'Start when dropped' }).check();
    await uploadPage.choose(...upload.paths);
  });
}

/** Uploads on a peer's page that has a file field and starts at once; gives the seconds from the choice to the last answer. */
export function uploadInPeer(upload: BrowserUpload, address: string, lastRequest: 'put' | 'finalize'): Promise<number> {
  return inFreshPage(upload, lastRequest, async (page) => {
    await page.goto(address);
    await page.locator('input[type=file]').first().setInputFiles([...upload.paths]);
  });
}

async function inFreshPage({ url, paths, limitMs }: BrowserUpload, lastRequest: 'put' | 'finalize', act: (page: Page) => Promise<void>): Promise<number> {
  const browser = await openBrowser({ baseURL: url });
  try {
    const { page } = browser;
    await runInPage(page, 'upload-clock');
    await act(page);
    await waitInPage(page, `uploadClock.${lastRequest}.count >= ${paths.length}`, limitMs);
    return await page.evaluate<number>(`(uploadClock.${lastRequest}.lastAt - uploadClock.chosenAt) / 1000`);
  } finally {
    await browser.close();
  }
}
