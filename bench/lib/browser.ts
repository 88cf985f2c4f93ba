import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type BrowserContext, chromium, type Page } from '@playwright/test';

import { chromiumArguments, findChromium } from '../../scripts/chromium.ts';

/** A Chromium with a profile on disk, as a person has one: what a page keeps is really written. */
export interface Browser {
  readonly context: BrowserContext;
  /** Its first tab, in which only `/…` addresses of the server are opened. */
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/** What a browser is started with. */
export interface BrowserOptions {
  /** What relative addresses are relative to. */
  readonly baseURL: string;
  /** A profile that stays; without it one is made and thrown away. */
  readonly profile?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** Starts a headless Chromium. */
export async function openBrowser({ baseURL, profile, viewport = { width: 1440, height: 900 } }: BrowserOptions): Promise<Browser> {
  const folder = profile ?? (await mkdtemp(join(tmpdir(), 'assay-bench-profile-')));
  const executablePath = findChromium();
  const sandboxing = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const context = await chromium.launchPersistentContext(folder, {
    args: [...chromiumArguments, ...sandboxing],
    ...(executablePath === null ? {} : { executablePath }),
    baseURL,
    viewport,
  });
  context.setDefaultTimeout(120_000);
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    context,
    page,
    close: async () => {
      await context.close();
      if (profile === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The page's JavaScript heap in bytes, once what nobody needs has been collected. */
export async function heapOf({ context, page }: Browser): Promise<number> {
  const session = await context.newCDPSession(page);
  try {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return usedSize;
  } finally {
    await session.detach();
  }
}
