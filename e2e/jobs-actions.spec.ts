import { readFile } from 'node:fs/promises';

import { parseStrictly } from '#src/jobs/testing/strict-csv.ts';

import { failApi } from './api-route.ts';
import { expectAccessible } from './axe.ts';
import { copyAs } from './media.ts';
import { expect, test } from './test.ts';

test.describe('acting on many', () => {
  test.use({ seed: ['400'] });

  test('shift-click takes a range, Delete waits behind Undo, also across navigation', async ({ page, jobsPage, sandbox }) => {
    await jobsPage.open();
    await expect(page.getByRole('status', { name: 'What is shown' })).toHaveText('400 jobs.', { timeout: 60_000 });
    const ids = await jobsPage.ids();
    const [first = '', , third = ''] = ids;
    await jobsPage.row(first).getByRole('checkbox').click();
    await jobsPage.row(third).getByRole('checkbox').click({ modifiers: ['Shift'] });
    await expect(page.getByText('3 selected')).toBeVisible();
    const remove = async () => {
      await page.getByRole('button', { name: 'Delete selected' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click();
      await expect(jobsPage.row(first)).toHaveCount(0);
    };
    await remove();
    await page.getByRole('link', { name: 'Upload', exact: true }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await expect(jobsPage.row(first)).toBeVisible();
    expect(await sandbox.list()).toHaveLength(400);

    await jobsPage.row(first).getByRole('checkbox').click();
    await remove();
    await page.getByRole('link', { name: 'Upload', exact: true }).click();
    await expect.poll(async () => (await sandbox.list()).length).toBe(399);
  });

  test('a page that closes sends the delete that waits', async ({ page, jobsPage, sandbox }) => {
    await jobsPage.open();
    await expect(jobsPage.rows.first()).toBeVisible();
    const id = (await jobsPage.rows.first().getAttribute('data-job-id')) ?? '';
    await jobsPage.select(id);
    await page.getByRole('button', { name: 'Delete selected' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(jobsPage.row(id)).toHaveCount(0);
    await page.close({ runBeforeUnload: true });
    await expect.poll(async () => (await sandbox.list()).map((job) => job.jobId)).not.toContain(id);
  });

  test('all that match are asked about, then cancelled with a report of those that were refused', async ({ page, jobsPage, sandbox, expectHttpErrors }) => {
    expectHttpErrors([409]);
    const path = copyAs('photo.jpg', 'open.jpg');
    for (let n = 0; n < 24; n += 1) await sandbox.create(path, 1);
    await failApi(page, 'cancel', { statusCode: 409, code: 'CONFLICT', message: 'Job is already processing' }, { times: 2 });
    await jobsPage.open();
    await expect(page.getByRole('status', { name: 'What is shown' })).toHaveText('424 jobs.', { timeout: 60_000 });
    await page.getByRole('checkbox', { name: 'Select all' }).check();
    await page.getByRole('button', { name: 'Cancel selected' }).click();
    const question = page.getByRole('alertdialog', { name: /^Cancel \d+ jobs\?$/ });
    await expect(question).toContainText(/\d+ selected jobs being processed or at an end are left alone/);
    await expectAccessible(page);
    await question.getByRole('button', { name: 'Cancel jobs' }).click();
    const report = page.getByRole('region', { name: /jobs? cancelled/ });
    await expect(report).toContainText(/2 jobs could not be cancelled:.*The job has moved on/, { timeout: 60_000 });
    await report.getByRole('button', { name: 'Close report' }).click();
    await expect(report).toBeHidden();
  });

  test('CSV and JSON hold what is shown, for a strict parser', async ({ page, jobsPage, sandbox }) => {
    const odd = 'a "quoted", ünï–名前.jpg';
    await sandbox.create(copyAs('photo.jpg', odd), 1);
    await sandbox.create(copyAs('photo.jpg', '=cmd().jpg'), 1);
    await jobsPage.open();
    await expect(page.getByRole('status', { name: 'What is shown' })).toHaveText('402 jobs.', { timeout: 60_000 });
    const saved = async (name: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
      return readFile(await download.path(), 'utf8');
    };
    const [header, ...records] = parseStrictly((await saved('Export CSV')).replace(/^\uFEFF/, ''));
    expect(header?.slice(0, 4)).toEqual(['Job', 'File', 'Task type', 'Status']);
    expect(records).toHaveLength(402);
    expect(records.map(([, file]) => file)).toContain(odd);
    expect(records.map(([, file]) => file)).toContain("'=cmd().jpg");
    const json: unknown = JSON.parse(await saved('Export JSON'));
    expect(json).toHaveLength(402);
    await jobsPage.search.focus();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { level: 1 }).click();
    const [byKey] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('e')]);
    expect(byKey.suggestedFilename()).toBe('assay-jobs.csv');
  });

  test('columns can be hidden and sized, and are remembered', async ({ page, jobsPage }) => {
    await jobsPage.open();
    await page.locator('summary').filter({ hasText: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Task type' }).uncheck();
    await page.getByRole('checkbox', { name: 'Size' }).check();
    await page.keyboard.press('Escape');
    const edge = page.getByRole('separator', { name: 'Width of File' });
    const width = Number(await edge.getAttribute('aria-valuenow'));
    await edge.focus();
    await page.keyboard.press('ArrowRight');
    await expect(edge).toHaveAttribute('aria-valuenow', String(width + 16));
    await page.reload();
    await expect(page.getByRole('columnheader', { name: 'Size' })).toBeVisible();
    await expect(page.getByRole('columnheader', { name: 'Task type' })).toHaveCount(0);
    await expect(edge).toHaveAttribute('aria-valuenow', String(width + 16));
  });

  test('the keyboard does it all: j, k, x, Shift, Enter, and the palette', async ({ page, jobsPage }) => {
    await jobsPage.open();
    await expect(page.getByRole('status', { name: 'What is shown' })).toHaveText('400 jobs.', { timeout: 60_000 });
    const ids = await jobsPage.ids();
    await page.keyboard.press('j');
    await expect(jobsPage.row(ids[0] ?? '').getByRole('link')).toBeFocused();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await expect(jobsPage.row(ids[1] ?? '').getByRole('link')).toBeFocused();
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+J');
    await page.keyboard.press('Shift+J');
    await expect(page.getByText('3 selected')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/jobs/${ids[3]}$`));

    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    await palette.getByRole('combobox').fill('000007');
    await expect(palette.getByRole('option')).toHaveCount(1);
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('000007');
    await page.keyboard.press('Control+k');
    await palette.getByRole('combobox').fill('failed');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/jobs\?status=failed$/);
  });
});

test('a never-finalized job says so, and can be finalized once its bytes are there, or deleted', async ({ page, jobsPage, sandbox, expectHttpErrors }) => {
  expectHttpErrors([400]);
  const path = copyAs('photo.jpg', 'half-way.jpg');
  const { jobId } = await sandbox.create(path, 1);
  const uploaded = await sandbox.create(path, 1);
  await fetch(uploaded.uploadUrl, { method: 'PUT', headers: { 'Content-Type': uploaded.contentType }, body: await readFile(path) });
  await jobsPage.open();
  await expect(jobsPage.row(jobId)).toContainText('Not finalized');
  const finalize = async (id: string) => {
    await jobsPage.row(id).getByRole('button', { name: 'Finalize' }).click();
    await page.getByRole('alertdialog', { name: 'Finalize 1 job?' }).getByRole('button', { name: 'Finalize' }).click();
  };
  await finalize(jobId);
  await expect(page.getByRole('status', { name: 'Notifications' })).toContainText(/could not be finalized.*Nothing was uploaded/);
  await finalize(uploaded.jobId);
  await jobsPage.expectStatus(uploaded.jobId, 'completed');
  await jobsPage.row(jobId).getByRole('button', { name: 'Delete' }).click();
  await expect(jobsPage.row(jobId)).toHaveCount(0);
  await expect.poll(async () => (await sandbox.list()).map((job) => job.jobId)).not.toContain(jobId);
});
