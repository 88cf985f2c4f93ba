import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import type { Browser, CDPSession, Locator, Page } from '@playwright/test';

import type { HostilePlatform } from '../../e2e/hostile-platform.ts';
import { media } from '../../e2e/media.ts';
import { signIn } from '../../e2e/sign-in.ts';

const photo = readFileSync(media('photo.jpg'));
/** However slow the machine is: what takes longer is stuck, and says so. */
const PATIENCE_MS = 300_000;

// Not `setInputFiles`, which keeps the field, and the page around it, in memory: 31 nodes a call, as if the page leaked.
const CHOOSE = `(files) => {
  const field = document.querySelector('input[type=file]');
  const chosen = new DataTransfer();
  for (const { name, base64 } of files) chosen.items.add(new File([Uint8Array.fromBase64(base64)], name, { type: 'image/jpeg' }));
  field.files = chosen.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}`;

/** One analyst with a browser profile, an account and a working day of their own. */
export class Analyst {
  /** SHA-256 of every file that was sent, by name. */
  readonly sent = new Map<string, string>();
  /** The files whose jobs were deleted on purpose. */
  readonly gone = new Set<string>();
  /** What never came to an end, in words. */
  readonly stuck: string[] = [];
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly #name: string;
  readonly #platform: HostilePlatform;

  private constructor(page: Page, cdp: CDPSession, name: string, platform: HostilePlatform) {
    this.page = page;
    this.cdp = cdp;
    this.#name = name;
    this.#platform = platform;
  }

  static async arrive(browser: Browser, url: string, name: string, platform: HostilePlatform): Promise<Analyst> {
    const page = await (await browser.newContext({ baseURL: url })).newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await signIn(page, `api_good_${name}`);
    await page.goto('/upload');
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    return new Analyst(page, cdp, name, platform);
  }

  /** Sends a batch, sees it through, cancels what is still queued in every other one, looks at a job, and deletes them all. */
  async round(index: number, batch: number): Promise<void> {
    try {
      await this.#upload(batch);
      await this.#open('Jobs');
      await this.#closeReports();
      if (index % 2 === 1) await this.#cancelAll();
      await this.#until('jobs that are followed to their end', async () => (await this.#waiting()) === 0);
      await this.#lookAtOne();
      await this.#deleteAll();
      await this.#open('Upload');
    } catch (error) {
      await this.#note(error instanceof Error ? error.message : String(error));
      await this.page.goto('/upload');
    }
  }

  /** Deletes what the faults let stand, until the platform holds nothing of this analyst's: a list is empty 6 s sooner, with the Undo. */
  async tidyUp(): Promise<void> {
    await this.#open('Jobs');
    await this.#until('the end of every job on the platform', async () => {
      if ([...this.#platform.jobs.values()].every((job) => job.deleted || !this.sent.has(job.fileName))) return true;
      await this.#deleteAll();
      await delay(8000);
      return false;
    });
  }

  async #upload(batch: number): Promise<void> {
    const { page } = this;
    const files = Array.from({ length: batch }, () => {
      const name = `${this.#name}-${this.sent.size + 1}.jpg`;
      const buffer = Buffer.concat([photo, randomBytes(16)]);
      this.sent.set(name, createHash('sha256').update(buffer).digest('hex'));
      return { name, base64: buffer.toString('base64') };
    });
    const names = files.map(({ name }) => name);
    await page.locator('input[type=file]').first().waitFor({ state: 'attached' });
    await page.evaluate(`(${CHOOSE})(${JSON.stringify(files)})`);
    await page.getByRole('button', { name: `Analyze ${batch} files` }).click();
    await this.#until('files that were sent', async () => this.#platform.chargedOf(names) === batch);
    await this.#until('a list that was cleared', async () => {
      await this.#press('Clear submitted');
      return (await page.locator('[data-upload-status]').count()) === 0;
    });
  }

  async #cancelAll(): Promise<void> {
    if (!(await this.#selectAll())) return;
    await this.#press('Cancel selected');
    await this.#answer('Cancel jobs');
    await this.#until('the end of the cancelling', async () => !(await this.page.getByRole('button', { name: 'Stop', exact: true }).isVisible()));
    await this.#closeReports();
  }

  /** Puts the reports away, which stay until somebody does. */
  async #closeReports(): Promise<void> {
    const close = this.page.getByRole('button', { name: 'Close report', exact: true });
    for (let left = await close.count(); left > 0; left -= 1) await this.#press('Close report');
  }

  async #deleteAll(): Promise<void> {
    if (!(await this.#selectAll())) return;
    for (const name of this.sent.keys()) this.gone.add(name);
    await this.#press('Delete selected');
    await this.#press('Delete', this.page.getByRole('alertdialog'));
  }

  /** False when there is nothing to select. */
  async #selectAll(): Promise<boolean> {
    const box = this.page.getByRole('checkbox', { name: 'Select all' });
    if (!(await box.isVisible()) || (await this.page.locator('[data-job-id]').count()) === 0) return false;
    // What comes or goes in the same moment can leave it half ticked; what is not selected now is deleted next time.
    await box.click();
    return this.page.getByText(/^\d+ selected/).isVisible();
  }

  async #lookAtOne(): Promise<void> {
    const { page } = this;
    const link = page.locator('[data-job-id]').getByRole('link').first();
    if (!(await link.isVisible())) return;
    await link.click();
    await page.getByRole('region', { name: 'Details' }).waitFor();
    await this.#open('Jobs');
  }

  /** How many rows are still on their way. */
  async #waiting(): Promise<number> {
    return this.page.locator('[data-job-status=queued], [data-job-status=processing]').count();
  }

  async #open(name: string): Promise<void> {
    await this.page.getByRole('link', { name, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** Waits; from time to time does what a person would about files and calls that failed for good. Notes what never comes. */
  async #until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    for (let tries = 1; !(await isSo()); tries += 1) {
      if (Date.now() > until) {
        await this.#note(`never saw ${what}`);
        return;
      }
      await delay(500);
      if (tries % 10 === 0) {
        await this.#press('Retry failed');
        await this.#answer('Retry');
        for (const name of ['Try again', 'Go on']) await this.#press(name);
      }
    }
  }

  /** Notes what went wrong, with what the page says. */
  async #note(what: string): Promise<void> {
    const says = await this.page.locator('body').innerText({ timeout: 10_000 }).catch(() => 'nothing');
    this.stuck.push(`${this.#name}: ${what.slice(0, 600)}; the page at ${this.page.url()} says: ${says.slice(0, 1200).replace(/\s+/g, ' ')}`);
    console.log(this.stuck.at(-1));
  }

  /** Says yes to a question, if one is asked, or puts it away when there is nothing left to say yes to. */
  async #answer(yes: string): Promise<void> {
    const question = this.page.getByRole('alertdialog');
    // Its code may have to come first.
    if (!(await question.waitFor({ timeout: 1000 }).then(() => true, () => false))) return;
    await this.#press(yes, question);
    await this.#press('Close', question);
  }

  /** Presses the first button of that name, if there is one; what moves away under the hand is let go. */
  async #press(name: string, within: Page | Locator = this.page): Promise<void> {
    const button = within.getByRole('button', { name, exact: true }).first();
    if ((await button.isVisible()) && (await button.isEnabled())) await button.click({ timeout: 5000 }).catch(() => undefined);
  }
}
