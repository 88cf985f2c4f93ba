import { copyAs } from './media.ts';
import { expect, test } from './test.ts';

test.use({ ownServer: true });

test('the server dies and comes back: no job is lost and the upload goes on', async ({ assay, uploadPage, jobsPage, sandbox, expectNetworkErrors }) => {
  expectNetworkErrors();
  const before = await sandbox.submit(copyAs('photo.jpg', 'before-the-crash.jpg'), 1);
  await uploadPage.open();
  await uploadPage.choose(copyAs('face-a.jpg', 'during-the-crash.jpg'));
  await uploadPage.expectStatus('during-the-crash.jpg', 'staged');

  await assay.kill();
  await uploadPage.analyze();
  await expect(uploadPage.item('during-the-crash.jpg')).not.toHaveAttribute('data-upload-status', 'staged');
  await assay.restart();
  await uploadPage.expectStatus('during-the-crash.jpg', 'submitted', 40_000);

  await jobsPage.open();
  await jobsPage.expectStatus(before, 'completed');
  expect(await sandbox.list()).toHaveLength(2);
});

test('offline is said in the header, and ends', async ({ page, context, jobsPage, expectNetworkErrors }) => {
  expectNetworkErrors();
  await jobsPage.open();
  const connection = page.getByRole('banner').getByRole('status');
  await expect(connection).toContainText('Sandbox');
  await context.setOffline(true);
  await expect(connection).toContainText('Offline');
  await context.setOffline(false);
  await expect(connection).not.toContainText('Offline');
  await expect(jobsPage.table).toBeVisible();
});
