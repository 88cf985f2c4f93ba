import { keepIndex } from './kept-index.ts';
import { expect, test } from './test.ts';

test.use({ seed: ['100000'] });

test('a hundred thousand jobs are searched, filtered, sorted, scrolled to the end and selected', { tag: '@slow' }, async ({ page, assay, jobsPage }) => {
  test.setTimeout(600_000);
  await keepIndex(page, assay.dataDir);
  await jobsPage.open();
  const shown = page.getByRole('status', { name: 'What is shown' });
  await expect(shown).toHaveText('100,000 jobs.', { timeout: 60_000 });
  await expect(jobsPage.table).toHaveAttribute('aria-rowcount', '100001');

  await jobsPage.search.fill('harbour 00');
  await expect(jobsPage.rows.first()).toContainText('harbour');
  await jobsPage.search.fill('-004217.');
  await expect(jobsPage.table).toHaveAttribute('aria-rowcount', '2');
  await expect(jobsPage.rows.first()).toContainText('-004217.');
  await jobsPage.search.fill('');
  await expect(shown).toHaveText('100,000 jobs.');

  const status = page.getByRole('combobox', { name: 'Status' });
  const failed = page.getByRole('group', { name: 'Jobs by status' }).getByRole('button', { name: /Failed/ });
  const count = /[\d,]+/.exec((await failed.textContent()) ?? '')?.[0] ?? '';
  await status.selectOption('failed');
  await expect(shown).toHaveText(`${count} of 100,000 jobs.`);
  await expect(jobsPage.rows.first()).toHaveAttribute('data-job-status', 'failed');
  await status.selectOption('');

  await page.getByRole('columnheader', { name: 'Confidence' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=confidence\.desc/);
  await expect(jobsPage.rows.first()).toContainText('100%');
  await page.getByRole('columnheader', { name: 'Created' }).getByRole('button').click();
  await expect(jobsPage.row('100000')).toBeVisible();

  await page.evaluate(`{ const region = document.querySelector('[aria-label="Jobs table"]'); region.scrollTop = region.scrollHeight; }`);
  await expect(jobsPage.row('1')).toBeVisible();
  await expect(jobsPage.row('1')).toHaveAttribute('aria-rowindex', '100001');
  // Far fewer rows than jobs are in the document, at the end as well.
  expect((await jobsPage.ids()).length).toBeLessThan(100);

  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await expect(page.getByText('100,000 selected')).toBeVisible();
  await expect(jobsPage.row('1').getByRole('checkbox')).toBeChecked();
  await jobsPage.row('1').getByRole('checkbox').click();
  await expect(page.getByText('99,999 selected')).toBeVisible();
});
