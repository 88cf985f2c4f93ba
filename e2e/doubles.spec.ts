import { copyAs } from './media.ts';
import { expect, test } from './test.ts';

test.use({ ownServer: true });

test('a file that was analyzed before is asked about, and its job can be taken instead of paying again', async ({ page, uploadPage, sandbox }) => {
  const path = copyAs('photo.jpg', 'same-again.jpg');
  await uploadPage.open();
  await uploadPage.choose(path);
  await uploadPage.analyze();
  await uploadPage.expectStatus('same-again.jpg', 'submitted');
  const [first] = await sandbox.list();
  await page.getByRole('button', { name: 'Clear submitted' }).click();

  await uploadPage.choose(path);
  await expect(uploadPage.item('same-again.jpg')).toContainText('The same file was analyzed before');
  await expect(page.getByRole('button', { name: 'Analyze 0 files' })).toBeDisabled();
  // For another detector it is another question.
  await uploadPage.setTaskType('same-again.jpg', 'Image Forgery Detection');
  await expect(page.getByRole('button', { name: 'Analyze 1 file', exact: true })).toBeEnabled();
  await uploadPage.setTaskType('same-again.jpg', 'AI Image Detector');
  await uploadPage.item('same-again.jpg').getByRole('button', { name: `Use job ${first?.jobId}` }).click();
  await uploadPage.expectStatus('same-again.jpg', 'submitted');
  expect(await uploadPage.viewJob('same-again.jpg')).toBe(first?.jobId);
  expect(await sandbox.list()).toHaveLength(1);

  await uploadPage.open();
  await uploadPage.choose(path);
  // The one in the list has become a job by now.
  await uploadPage.item('same-again.jpg').getByRole('button', { name: 'Analyze anyway' }).click();
  await expect.poll(async () => (await sandbox.list()).length).toBe(2);
});

test('doubles in one batch wait for an answer, whatever starts by itself', async ({ page, uploadPage, sandbox }) => {
  const twice = copyAs('face-a.jpg', 'twice.jpg');
  await uploadPage.open();
  await page.getByRole('switch', { name: 'Start when dropped' }).click();
  await uploadPage.choose(twice, copyAs('face-a.jpg', 'other-name.jpg'), copyAs('face-b.jpg', 'single.jpg'));
  await uploadPage.expectStatus('twice.jpg', 'submitted');
  await uploadPage.expectStatus('single.jpg', 'submitted');
  const double = uploadPage.item('other-name.jpg');
  await expect(double).toContainText('under another name');
  await expect(double).toHaveAttribute('data-upload-status', 'staged');
  await double.getByRole('button', { name: /^Use job/ }).click();
  await expect(double).toContainText('Analyzed before: nothing was sent');

  await uploadPage.choose(twice, twice);
  const asked = page.getByRole('status').filter({ hasText: '2 files would be paid for twice' });
  await asked.getByRole('button', { name: 'Use what there is' }).click();
  await expect(asked).toHaveCount(0);
  await expect(page.locator('[data-upload-status=staged]')).toHaveCount(0);
  expect(await sandbox.list()).toHaveLength(2);
});

test('an earlier job that is gone is not offered', async ({ uploadPage, sandbox, expectHttpErrors, page }) => {
  expectHttpErrors([404]);
  const path = copyAs('face-b.jpg', 'deleted-since.jpg');
  await uploadPage.open();
  await uploadPage.choose(path);
  await uploadPage.analyze();
  await uploadPage.expectStatus('deleted-since.jpg', 'submitted');
  const [job] = await sandbox.list();
  await sandbox.waitFor(job?.jobId ?? '', 'completed');
  await sandbox.deleteAll();
  await page.getByRole('button', { name: 'Clear submitted' }).click();
  await uploadPage.choose(path);
  await uploadPage.analyze();
  await uploadPage.expectStatus('deleted-since.jpg', 'submitted');
});
