import type { Page } from '@playwright/test';

import { UploadPage } from '../../e2e/upload-page.ts';
import { inFreshApp } from './app.ts';
import { openBrowser } from './browser.ts';
import { fileShelf } from './files.ts';
import { expectFinalized } from './jobs.ts';
import { runInPage, waitInPage } from './page-script.ts';
import type { OpenPart, Sample } from './part.ts';

/** One upload in a browser of its own. */
export interface BrowserUpload {
  /** Origin of the server. */
  readonly url: string;
  readonly paths: readonly string[];
}

/** How a contestant uploads. `time`: the seconds it took; `kept`: those until every file's SHA-256 and copy were there too. */
export type Way = (upload: BrowserUpload) => Promise<Sample>;

/** When a page is through with its upload. */
export interface End {
  readonly lastRequest: 'put' | 'finalize';
  /** An expression of the page that is true once what it keeps is kept, for a page that keeps anything. */
  readonly isKept?: string;
}

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
        const sample = await (ways[contestant] ?? uploadInApp)({ url, paths });
        await expectFinalized(url, paths.length);
        return sample;
      }),
    close: async () => shelf.remove(),
  };
}

/** Uploads on the upload page, which starts at once: from the choice to the last finalize's answer. */
function uploadInApp(upload: BrowserUpload): Promise<Sample> {
  return inFreshPage(upload, { lastRequest: 'finalize', isKept: `keptInApp(${upload.paths.length})` }, async (page) => {
    const uploadPage = new UploadPage(page);
    await uploadPage.open();
    await page.getByRole('switch', { name: 'Start when dropped' }).check();
    await uploadPage.choose(...upload.paths);
  });
}

/** Uploads on a peer's page that has a file field and starts at once: from the choice to the last answer. */
export function uploadInPeer(upload: BrowserUpload, address: string, end: End): Promise<Sample> {
  return inFreshPage(upload, end, async (page) => {
    await page.goto(address);
    await page.locator('input[type=file]').first().setInputFiles([...upload.paths]);
  });
}

async function inFreshPage({ url, paths }: BrowserUpload, { lastRequest, isKept }: End, act: (page: Page) => Promise<void>): Promise<Sample> {
  const browser = await openBrowser({ baseURL: url });
  try {
    const { page } = browser;
    await runInPage(page, 'upload-clock');
    await runInPage(page, 'kept-in-app');
    await act(page);
    await waitInPage(page, `uploadClock.${lastRequest}.count >= ${paths.length}`, LIMIT_MS);
    const sinceChosen = (at: string) => page.evaluate<number>(`(${at} - uploadClock.chosenAt) / 1000`);
    const time = await sinceChosen(`uploadClock.${lastRequest}.lastAt`);
    if (isKept === undefined) return { time };
    await waitInPage(page, isKept, LIMIT_MS);
    return { time, kept: await sinceChosen('performance.now()') };
  } finally {
    await browser.close();
  }
}
