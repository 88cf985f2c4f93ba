import { readFile } from 'node:fs/promises';

import type { Page } from '@playwright/test';
import { transformWithOxc } from 'vite';

const LOOK_MS = 100;

/**
 * Runs a script of `bench/page` in each document that the page opens from now on, before the document's own.
 * @param globals what the script reads, by the names of global properties
 */
export async function runInPage(page: Page, script: string, globals: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const file = new URL(`../page/${script}.ts`, import.meta.url);
  const { code } = await transformWithOxc(await readFile(file, 'utf8'), file.pathname);
  const settings = Object.entries(globals).map(([name, value]) => `globalThis[${JSON.stringify(name)}] = ${JSON.stringify(value)};\n`);
  await page.addInitScript({ content: settings.join('') + code });
}

/** Waits until an expression of the page is true, looking from outside: the app's policy lets nothing be evaluated from within. */
export async function waitInPage(page: Page, expression: string, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await page.evaluate<boolean>(expression))) {
    if (Date.now() > end) throw new Error(`not done within ${Math.round(limitMs / 1000)} s`);
    await page.waitForTimeout(LOOK_MS);
  }
}
