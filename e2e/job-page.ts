import { expect, type Locator, type Page } from '@playwright/test';

/** The names of the page's regions. */
export type JobRegion = 'Verdict' | 'Evidence' | 'Provenance' | 'Details' | 'Raw result';

/** The page `/jobs/:jobId`, by the roles and names that people find things with. */
export class JobPage {
  readonly page: Page;
  readonly main: Locator;
  readonly verdict: Locator;
  readonly confidence: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.main = page.getByRole('main');
    this.verdict = this.region('Verdict');
    this.confidence = this.verdict.getByRole('meter', { name: 'Confidence' });
    this.dialog = page.getByRole('alertdialog');
  }

  async open(jobId: string): Promise<void> {
    await this.page.goto(`/jobs/${encodeURIComponent(jobId)}`);
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible();
  }

  region(name: JobRegion): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  button(name: 'Cancel job' | 'Delete job'): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async expectStatus(status: string, timeout = 40_000): Promise<void> {
    await expect(this.main).toHaveAttribute('data-job-status', status, { timeout });
  }
}
