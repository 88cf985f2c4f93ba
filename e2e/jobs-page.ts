import { expect, type Locator, type Page } from '@playwright/test';

/** The page `/jobs`, by the roles and names that people find things with. */
export class JobsPage {
  readonly page: Page;
  readonly table: Locator;
  readonly rows: Locator;
  readonly search: Locator;

  constructor(page: Page) {
    this.page = page;
    const name = { name: 'Jobs', exact: true };
    this.table = page.getByRole('table', name).or(page.getByRole('grid', name));
    this.rows = this.table.locator('[data-job-id]');
    this.search = page.getByRole('searchbox', { name: 'Search jobs' });
  }

  /** Opens the page; `search` is the address's query, such as `?status=failed`. */
  async open(search = ''): Promise<void> {
    await this.page.goto(`/jobs${search}`);
    await expect(this.page.getByRole('heading', { level: 1, name: 'Jobs' })).toBeVisible();
    // The document shows the heading by itself; keys and drops are for the app.
    await expect(this.page.getByRole('status', { name: 'Connection' })).toBeVisible();
  }

  row(jobId: string): Locator {
    return this.table.locator(`[data-job-id=${JSON.stringify(jobId)}]`);
  }

  /** The ids of the rows in the document, from the top. */
  async ids(): Promise<string[]> {
    return this.page.evaluate<string[]>(`Array.from(document.querySelectorAll('[data-job-id]'), (row) => row.dataset.jobId)`);
  }

  async expectStatus(jobId: string, status: string, timeout = 30_000): Promise<void> {
    await expect(this.row(jobId)).toHaveAttribute('data-job-status', status, { timeout });
  }

  /** Ticks the row's box. */
  async select(jobId: string): Promise<void> {
    await this.row(jobId).getByRole('checkbox').check();
  }

  async cancelSelected(): Promise<void> {
    await this.page.getByRole('button', { name: 'Cancel selected' }).click();
  }
}
