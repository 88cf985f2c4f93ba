import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';

import type { AssayServer } from '../../e2e/server.ts';
import { chromiumArguments, findChromium } from '../chromium.ts';
import { AnsweringPort } from './answering-platform.ts';
import { plainAnswer } from './answers.ts';
import { readableAnswer } from './choose-answer.ts';
import { CANARY } from './hostile-text.ts';
import type { Violation } from './invariants.ts';
import { serveSeed } from './serve-seed.ts';
import { startServer } from './start-server.ts';

const KEY = 'api_fuzz_page';
/** What a person sees of a page within this time, in ms, is what the page makes of an answer. */
const SETTLE_MS = 1_200;
const OPEN_MS = 15_000;
const PAGES = ['/jobs', '/jobs/3140', '/report?jobs=3140', '/compare?jobs=3140,3141', '/upload', '/settings'];
/** Addresses of the platform's own answers, opened as if a person had followed a link there. */
const ANSWERS = ['/api/v1/jobs/3140', '/api/v1/jobs'];

/** A real browser at a real server whose platform and storage answer from seeds: no script of theirs may run in the app's origin. */
export class PageTarget {
  readonly #platform: AnsweringPort;
  readonly #storage: AnsweringPort;
  readonly #server: AssayServer;
  readonly #browser: Browser;

  private constructor(platform: AnsweringPort, storage: AnsweringPort, server: AssayServer, browser: Browser) {
    this.#platform = platform;
    this.#storage = storage;
    this.#server = server;
    this.#browser = browser;
  }

  static async start(): Promise<PageTarget> {
    const [platform, storage] = [await AnsweringPort.open(), await AnsweringPort.open()];
    const server = await startServer({ AUTHENTA_API_URL: platform.origin, STORAGE_ORIGINS: storage.origin });
    const executablePath = findChromium();
    const browser = await chromium.launch({ args: [...chromiumArguments], ...(executablePath === null ? {} : { executablePath }) });
    return new PageTarget(platform, storage, server, browser);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#server.dispose();
    await this.#platform.close();
    await this.#storage.close();
  }

  /** Opens every page of the app, follows what it links to, and tells what went wrong; the same for the same seed. */
  async run(seed: number): Promise<readonly Violation[]> {
    const context = await this.#browser.newContext({ baseURL: this.#server.url });
    const violations: Violation[] = [];
    try {
      await this.#signIn(context);
      serveSeed(this.#platform, this.#storage, seed, readableAnswer);
      const ran = await this.#watch(context, violations);
      const page = await context.newPage();
      for (const path of PAGES) violations.push(...(await this.#visit(page, path)));
      await page.close();
      for (const path of ANSWERS) await this.#openAnswer(context, path);
      violations.push(...ran.map((place) => ({ kind: 'a script of the platform ran in the app\'s origin', detail: place })));
    } finally {
      await context.close();
    }
    return violations;
  }

  async #signIn(context: BrowserContext): Promise<void> {
    this.#platform.answer = () => plainAnswer({ type: 'application/json', bytes: Buffer.from('{"data":[],"pagination":{"page":1,"limit":1,"total":0,"pages":0}}') });
    const answer = await context.request.post('/api/session', { data: { apiKey: KEY }, headers: { origin: this.#server.url } });
    if (!answer.ok()) throw new Error(`The gateway does not take a good key: ${answer.status()} ${await answer.text()}`);
  }

  /** Notes where the canary sings, in the app's origin alone: storage is an origin of its own, and may. */
  async #watch(context: BrowserContext, violations: Violation[]): Promise<string[]> {
    const ran: string[] = [];
    await context.exposeBinding(CANARY, ({ frame }, what: unknown) => {
      if (frame.url().startsWith(this.#server.url)) ran.push(`${frame.url()}: ${String(what)}`);
    });
    context.on('weberror', (error) => {
      if (error.page()?.url().startsWith(`${this.#server.url}/api/`) === false) violations.push({ kind: 'an uncaught error in the page', detail: error.error().stack ?? error.error().message });
    });
    context.on('console', (message) => {
      const isAnswer = message.page()?.url().startsWith(`${this.#server.url}/api/`) === true;
      if (!isAnswer && /(?:inline (?:script|event handler)|javascript: ?URL|script-src|Trusted)/i.test(message.text())) violations.push({ kind: 'markup of the platform reached the page', detail: message.text() });
    });
    return ran;
  }

  async #visit(page: Page, path: string): Promise<readonly Violation[]> {
    await page.goto(path, { waitUntil: 'domcontentloaded', timeout: OPEN_MS });
    const heading = page.getByRole('heading', { level: 1 });
    const isThere = await heading.first().waitFor({ timeout: OPEN_MS }).then(() => true, () => false);
    if (!isThere) return [{ kind: 'a blank page', detail: `${path}: ${(await page.locator('body').innerText()).slice(0, 300)}` }];
    await page.waitForTimeout(SETTLE_MS);
    for (const summary of await page.locator('main summary').all()) await summary.click({ timeout: 500 }).catch(() => undefined);
    const links = await page.evaluate<string[]>(`Array.from(document.querySelectorAll('a[href]'), (link) => link.getAttribute('href') ?? '')`);
    return links.filter((href) => /^\s*(?:javascript|data|vbscript|blob|file):/i.test(href) || new URL(href, this.#server.url).href.startsWith(`${this.#server.url}/api/`)).map((href) => ({ kind: 'a link that must not be one', detail: `${path}: ${href.slice(0, 300)}` }));
  }

  /** Opens a raw answer in a tab. It may be a download, or break off: what counts is what runs. */
  async #openAnswer(context: BrowserContext, path: string): Promise<void> {
    const page = await context.newPage();
    await page.goto(path, { waitUntil: 'commit', timeout: 4_000 }).catch(() => null);
    await page.waitForTimeout(300);
    await page.close();
  }
}
