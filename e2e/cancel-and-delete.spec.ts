import { copyAs } from './media.ts';
import { expect, test } from './test.ts';

test('a queued job is cancelled from its page', async ({ jobPage, sandbox }) => {
  const jobId = await sandbox.submit(copyAs('photo.jpg', 'slow-harbour.jpg'), 1);
  await jobPage.open(jobId);
  await jobPage.expectStatus('queued');
  await jobPage.button('Cancel job').click();
  await jobPage.expectStatus('cancelled');
  await expect(jobPage.button('Cancel job')).toBeHidden();
  expect((await sandbox.get(jobId)).status).toBe('cancelled');
});

test('a queued job is cancelled from the table', async ({ jobsPage, sandbox }) => {
  const jobId = await sandbox.submit(copyAs('photo.jpg', 'slow-bridge.jpg'), 1);
  await jobsPage.open();
  await jobsPage.expectStatus(jobId, 'queued');
  await jobsPage.select(jobId);
  await jobsPage.cancelSelected();
  await jobsPage.expectStatus(jobId, 'cancelled');
  expect((await sandbox.get(jobId)).status).toBe('cancelled');
});

test('Keep leaves a job, Delete removes it', async ({ page, jobPage, jobsPage, sandbox }) => {
  const { jobId } = await sandbox.create(copyAs('photo.jpg', 'unwanted.jpg'), 1);
  await jobPage.open(jobId);
  await jobPage.button('Delete job').click();
  await jobPage.dialog.getByRole('button', { name: 'Keep' }).click();
  await expect(jobPage.dialog).toBeHidden();
  expect((await sandbox.get(jobId)).jobId).toBe(jobId);

  await jobPage.button('Delete job').click();
  await jobPage.dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.poll(async () => (await sandbox.list()).map((job) => job.jobId)).not.toContain(jobId);
  await page.waitForURL((url) => url.pathname === '/jobs');
  await expect(jobsPage.row(jobId)).toHaveCount(0);
});

test('a completed job offers no cancel', async ({ jobPage, sandbox }) => {
  const jobId = await sandbox.submit(copyAs('photo.jpg', 'finished.jpg'), 1);
  await sandbox.waitFor(jobId, 'completed');
  await jobPage.open(jobId);
  await jobPage.expectStatus('completed');
  await expect(jobPage.button('Cancel job')).toBeHidden();
  await expect(jobPage.button('Delete job')).toBeVisible();
});
