import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { seededApp } from './app.ts';
import { openBrowser } from './browser.ts';
import { runInPage, waitInPage } from './page-script.ts';
import { PEERS_DIST } from './peers.ts';
import { readTableRows } from './table-rows.ts';

const LIMIT_MS = 120_000;

/** An app with many jobs, and a browser profile whose index knows all of them. */
export interface IndexedApp {
  readonly url: string;
  readonly profile: string;
  readonly dispose: () => Promise<void>;
}

/** Starts the app with `count` jobs, fills a profile's index with them, and lays the same rows ready for the peers. */
export async function indexedApp(count: number): Promise<IndexedApp> {
  const app = await seededApp(count, 0, (dataDir) => {
    const { index, rows } = readTableRows(dataDir);
    writeFileSync(join(PEERS_DIST, 'index.json'), JSON.stringify(index));
    writeFileSync(join(PEERS_DIST, 'rows.json'), JSON.stringify(rows));
  });
  const profile = mkdtempSync(join(tmpdir(), 'assay-bench-profile-'));
  const dispose = async () => {
    await app.dispose();
    rmSync(profile, { recursive: true, force: true });
    for (const name of ['index.json', 'rows.json']) rmSync(join(PEERS_DIST, name), { force: true });
  };
  try {
    await fillIndex(app.url, profile, count);
    return { url: app.url, profile, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function fillIndex(url: string, profile: string, count: number): Promise<void> {
  const browser = await openBrowser({ baseURL: url, profile });
  try {
    const { page } = browser;
    await page.goto('/peers/own-index/');
    await waitInPage(page, `document.title.startsWith('${count} ')`, LIMIT_MS);
    // The app reads the newest page of the list once and finds that it knows everything.
    await runInPage(page, 'table-probe', { tableProbe: { rows: count, openedAt: null } });
    await page.goto('/jobs');
    await waitInPage(page, 'tableProbe.openedAt !== null', LIMIT_MS);
    await page.waitForTimeout(3000);
  } finally {
    await browser.close();
  }
}
