import type { Page } from '@playwright/test';

import { UploadPage } from '../../e2e/upload-page.ts';
import { inFreshApp } from './app.ts';
import { openBrowser } from './browser.ts';
import { fileShelf } from './files.ts';
import { expectFinalized } from './jobs.ts';
import { runInPage, waitInPage } from './page-script.ts';
import type { OpenPart } from './part.ts';

/** One upload in a browser of its own. */
export interface BrowserUpload {
  /** Origin of the server. */
  readonly url: string;
  readonly paths: readonly string[];
}

/** How a contestant uploads; gives the seconds it took. */
export type Way = (upload: BrowserUpload) => Promise<number>;

const LIMIT_MS = 120_000;

/**
 * Opens a part in which the same files are uploaded over and over, each time to a server that has none.
 * @param write puts the files into a folder and gives their paths
 * @param ways how each peer does it; whoever is not in it is the app
 */
export async function openUploads(write: (folder: string) => readonly string[], ways: Readonly<Record<string, Way>>): Promise<OpenPart> {
  const shelf = fileShelf();
  const paths = write(shelf.folder);
  return {
    run: (contestant) =>
      inFreshApp(async ({ url }) => {
        const time = await (ways[contestant] ?? uploadInApp)({ url, paths });
        await expectFinalized(url, paths.length);
        return { time };
      }),
    close: async () => shelf.remove(),
  };
}

/** Uploads on the upload page, which starts at once; gives the seconds from the choice to the last finalize's answer. */
function uploadInApp(upload: BrowserUpload): Promise<number> {
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

async function inFreshPage({ url, paths }: BrowserUpload, lastRequest: 'put' | 'finalize', act: (page: Page) => Promise<void>): Promise<number> {
  const browser = await openBrowser({ baseURL: url });
  try {
    const { page } = browser;
    await runInPage(page, 'upload-clock');
    await act(page);
    await waitInPage(page, `uploadClock.${lastRequest}.count >= ${paths.length}`, LIMIT_MS);
    return await page.evaluate<number>(`(uploadClock.${lastRequest}.lastAt - uploadClock.chosenAt) / 1000`);
  } finally {
    await browser.close();
  }
}
