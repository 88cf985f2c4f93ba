import { copyAs } from './media.ts';
import { signIn } from './sign-in.ts';
import { expect, test } from './test.ts';

test('a PDF goes to the detector that the platform offers for it, with its pages declared', async ({ page, uploadPage }) => {
  await signIn(page, 'api_sandbox_current');
  const created = page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/api/v1/jobs?'));
  const name = 'contract-fake.pdf';
  await uploadPage.open();
  await uploadPage.choose(copyAs('page.pdf', name));
  await expect(uploadPage.item(name).getByRole('combobox', { name: 'Task type' })).toHaveValue('pdf-tampering-detection');
  await uploadPage.analyze();
  expect((await created).postDataJSON()).toMatchObject({ taskTypeId: '13', inputs: [{ slotName: 'original', pageCount: 1 }] });
  await uploadPage.expectStatus(name, 'submitted', 60_000);
  await page.goto('/jobs?type=13');
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText('PDF Tampering Detection');
});
