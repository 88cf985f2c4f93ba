import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { chromiumArguments, findChromium } from '../scripts/chromium.ts';

const START_LIMIT_MS = 20_000;

/** A Chromium of its own process group and profile, which can be killed without a chance to tidy up, and started again. */
export class KillableBrowser {
  readonly #profile: string;
  #process: ChildProcess | null = null;

  private constructor(profile: string) {
    this.#profile = profile;
  }

  /** Makes a fresh profile; the browser is started by {@link open}. */
  static async create(): Promise<KillableBrowser> {
    return new KillableBrowser(await mkdtemp(join(tmpdir(), 'assay-profile-')));
  }

  /** Starts the browser on its profile and opens an address. */
  async open(url: string): Promise<Page> {
    const portFile = join(this.#profile, 'DevToolsActivePort');
    await rm(portFile, { force: true });
    const sandboxing = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const program = findChromium() ?? chromium.executablePath();
    this.#process = spawn(program, [...chromiumArguments, ...sandboxing, '--headless', '--no-first-run', '--remote-debugging-port=0', `--user-data-dir=${this.#profile}`, 'about:blank'], {
      detached: true,
      stdio: 'ignore',
    });
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await readPort(portFile)}`);
    const page = await (browser.contexts()[0] ?? (await browser.newContext())).newPage();
    await page.goto(url);
    return page;
  }

  /** SIGKILL to the browser and every process of its own. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child?.pid === undefined || child.exitCode !== null) return;
    const gone = once(child, 'exit');
    process.kill(-child.pid, 'SIGKILL');
    await gone;
  }

  /** Kills the browser and removes its profile. */
  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function readPort(file: string): Promise<string> {
  const end = Date.now() + START_LIMIT_MS;
  for (;;) {
    const [port] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
    if (port !== undefined && port !== '') return port;
    if (Date.now() > end) throw new Error('Chromium did not start in time.');
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
}
