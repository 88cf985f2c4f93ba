import { expect, type Locator, type Page } from '@playwright/test';

/** The page `/upload`, by the roles and names that people find things with. */
export class UploadPage {
  readonly page: Page;
  readonly files: Locator;
  readonly analyzeButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.files = page.getByRole('list', { name: 'Files', exact: true });
    this.analyzeButton = page.getByRole('button', { name: /^Analyze \d+ files?$/ });
  }

  async open(): Promise<void> {
    await this.page.goto('/upload');
    await expect(this.page.getByRole('heading', { level: 1, name: 'Upload' })).toBeVisible();
    // The document shows the heading by itself; keys and drops are for the app.
    await expect(this.page.getByRole('status', { name: 'Connection' })).toBeVisible();
  }

  /** Chooses files in the page's file field, which is its first. */
  async choose(...paths: readonly string[]): Promise<void> {
    await this.page.locator('input[type=file]').first().setInputFiles([...paths]);
  }

  /** Drops files from outside the browser onto the middle of the page. */
  async drop(...paths: readonly string[]): Promise<void> {
    await this.page.getByRole('main').drop({ files: [...paths] });
  }

  /** The list item of a file; `name` must not be part of another file's name. */
  item(name: string): Locator {
    return this.files.getByRole('listitem').filter({ hasText: name });
  }

  async expectStatus(name: string, status: string, timeout = 20_000): Promise<void> {
    await expect(this.item(name)).toHaveAttribute('data-upload-status', status, { timeout });
  }

  async setTaskType(name: string, taskType: string): Promise<void> {
    const choice = this.item(name).getByRole('combobox', { name: 'Task type' });
    const value = await choice.locator('option').filter({ hasText: taskType }).getAttribute('value');
    expect(value, `${taskType} is offered for ${name}`).not.toBeNull();
    await choice.selectOption(value);
  }

  /** Sets the checks of Face Intelligence in an item; a check that is not named is switched off. */
  async setFaceChecks(name: string, wanted: readonly ('Liveness' | 'Face swap' | 'Similarity')[]): Promise<void> {
    const checks = ['Liveness', 'Face swap', 'Similarity'] as const;
    // What is to be off goes first: two of the checks exclude each other.
    for (const check of checks.toSorted((a, b) => Number(wanted.includes(a)) - Number(wanted.includes(b)))) {
      const box = this.item(name).getByLabel(check, { exact: true });
      if ((await box.count()) > 0 && (await box.isEnabled())) await box.setChecked(wanted.includes(check));
      else expect(wanted, `${check} can be chosen for ${name}`).not.toContain(check);
    }
  }

  /** Chooses the second image of a similarity check. */
  async setReference(name: string, path: string): Promise<void> {
    await this.item(name).getByLabel('Reference image').setInputFiles(path);
  }

  async analyze(): Promise<void> {
    await this.analyzeButton.click();
  }

  /** Whether the page would warn before it is left, because something would be lost with it. */
  async losesOnClose(): Promise<boolean> {
    return this.page.evaluate<boolean>('!dispatchEvent(new Event("beforeunload", { cancelable: true }))');
  }

  /** Follows the link of a submitted item to its job and gives the job's id. */
  async viewJob(name: string): Promise<string> {
    await this.expectStatus(name, 'submitted');
    await this.item(name).getByRole('link', { name: 'View job' }).click();
    await this.page.waitForURL(/\/jobs\/[^/]+$/);
    return decodeURIComponent(new URL(this.page.url()).pathname.split('/').at(-1) ?? '');
  }
}
