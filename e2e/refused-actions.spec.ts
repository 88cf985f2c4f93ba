import { failApi } from './api-route.ts';
import { copyAs } from './media.ts';
import { expect, test } from './test.ts';

const REFUSALS = [
  { statusCode: 409, code: 'CONFLICT', message: 'Job is already processing', words: /already|process/i },
  { statusCode: 422, code: 'INVALID_STATE', message: 'Job cannot be cancelled in its state', words: /cancel|state/i },
] as const;

for (const { words, ...error } of REFUSALS) {
  test(`a cancel refused with ${error.statusCode} goes back and says why`, async ({ page, jobPage, sandbox, expectHttpErrors }) => {
    expectHttpErrors([error.statusCode]);
    const jobId = await sandbox.submit(copyAs('photo.jpg', `slow-refused-${error.statusCode}.jpg`), 1);
    await failApi(page, 'cancel', error);
    await jobPage.open(jobId);
    await jobPage.expectStatus('queued');
    await jobPage.button('Cancel job').click();
    await expect(page.getByRole('alert').or(page.getByRole('status')).filter({ hasText: words }).first()).toBeVisible();
    await expect(jobPage.main).toHaveAttribute('data-job-status', /queued|processing/);
  });
}

test('a job deleted by someone else is not there, in words', async ({ page, jobPage, expectHttpErrors }) => {
  expectHttpErrors([404]);
  await jobPage.open('987654321');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('987654321');
  await expect(page.getByRole('alert')).toContainText(/no longer|not found|does not exist|no job/i);
});
