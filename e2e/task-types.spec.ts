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

test('a task type that nobody here has heard of is chosen, run, shown by its own name and description, filtered and run again', async ({ page, uploadPage }) => {
  await page.route('**/api/v1/integrations/current', (route) =>
    route.fulfill({ json: { taskTypes: [{ contentType: 'audio/mpeg', taskTypeId: '2', slug: 'voice-clone-detection', slotName: 'original', available: true }] } }));
  await page.route(/\/api\/v1\/jobs\/\d+$/, async (route) => {
    if (route.request().method() !== 'GET') return route.fallback();
    // What the test asks for itself carries no cookie of the page's.
    const response = await route.fetch({ headers: { Authorization: 'Bearer api_sandbox' } });
    const body = (await response.text()).replaceAll('ai-audio-detection', 'voice-clone-detection').replaceAll('AI Audio Detector', 'Voice Clones').replaceAll('Was this audio made by AI?', 'Was this voice cloned?');
    return route.fulfill({ response, body });
  });
  const name = 'caller-fake.mp3';
  await uploadPage.open();
  await uploadPage.choose(copyAs('tone.mp3', name));
  const choice = uploadPage.item(name).getByRole('combobox', { name: 'Task type' });
  await choice.focus();
  await expect(choice.locator('option', { hasText: 'Voice clone detection' })).toHaveCount(1);
  await choice.selectOption('voice-clone-detection');
  const created = page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/api/v1/jobs?'));
  await uploadPage.analyze();
  expect((await created).postDataJSON()).toMatchObject({ taskTypeId: '2' });
  await uploadPage.expectStatus(name, 'submitted', 60_000);
  await uploadPage.item(name).getByRole('link', { name: 'View job' }).click();
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('Voice Clones: Was this voice cloned', { timeout: 30_000 });
  const row = page.getByRole('row').filter({ hasText: name });
  await page.goto('/jobs?type=3');
  await expect(page.getByRole('combobox', { name: 'Task type' })).toHaveValue('3');
  await expect(row).toHaveCount(0);
  // By its id, as in a bookmark, and by its slug.
  for (const type of ['2', 'voice-clone-detection']) {
    await page.goto(`/jobs?type=${type}`);
    await expect(row).toContainText('Voice Clones');
    await expect(page.getByRole('combobox', { name: 'Task type' })).toHaveValue('2');
  }
  await row.getByRole('checkbox').check();
  const createdAgain = page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/api/v1/jobs?'));
  await page.getByRole('button', { name: 'Retry selected' }).click();
  const question = page.getByRole('alertdialog');
  await question.getByRole('checkbox', { name: /completed job/ }).check();
  await question.getByRole('button', { name: 'Retry' }).click();
  expect((await createdAgain).postDataJSON()).toMatchObject({ taskTypeId: '2', inputs: [{ fileName: name }] });
  await expect(row).toHaveCount(2, { timeout: 30_000 });
});
