import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { chromiumArguments, findChromium } from '../scripts/chromium.ts';

/** A Chromium on a profile of its own, which can be killed without a chance to tidy up, and started again. */
export class KillableBrowser {
  readonly #profile: string;
  #context: BrowserContext | null = null;

  private constructor(profile: string) {
    this.#profile = profile;
  }

  /** Makes a fresh profile; the browser is started by {@link open}. */
  static async create(): Promise<KillableBrowser> {
    return new KillableBrowser(await mkdtemp(join(tmpdir(), 'assay-profile-')));
  }

  /** Starts the browser on its profile and opens an address. */
  async open(url: string): Promise<Page> {
    const executablePath = findChromium();
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      args: [...chromiumArguments],
      chromiumSandbox: process.getuid?.() !== 0,
      ...(executablePath === null ? {} : { executablePath }),
    });
    const page = await this.#context.newPage();
    await page.goto(url);
    return page;
  }

  /** SIGKILL to every process of the browser; its command lines carry the profile's path. */
  async kill(): Promise<void> {
    const context = this.#context;
    this.#context = null;
    if (context === null) return;
    const gone = new Promise((resolve) => context.once('close', resolve));
    const { status } = spawnSync('pkill', ['-9', '-f', this.#profile]);
    if (status !== 0) throw new Error(`The browser could not be killed: pkill ended with ${status}.`);
    await gone;
  }

  /** Kills the browser and removes its profile. */
  async dispose(): Promise<void> {
    await this.#context?.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
