import { failApi } from './api-route.ts';
import { copyAs } from './media.ts';
import { offerKey, signIn } from './sign-in.ts';
import { expect, test } from './test.ts';

test('a wrong key is refused in words, and the page stays', async ({ page, expectHttpErrors }) => {
  expectHttpErrors([401]);
  await offerKey(page, 'api_wrong');
  await expect(page.getByRole('alert')).toContainText(/key/i);
  await expect(page).toHaveURL(/\/sign-in/);
});

test('without credit the queue waits, says why and offers a way out', async ({ page, uploadPage, expectHttpErrors }) => {
  expectHttpErrors([402]);
  await signIn(page, 'api_sandbox_nocredit');
  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', 'unpaid.jpg'));
  await uploadPage.analyze();
  const alert = page.getByRole('alert').filter({ hasText: /credit/i });
  await expect(alert).toBeVisible();
  await expect(alert.getByRole('button').or(alert.getByRole('link')).first()).toBeVisible();
  // Nothing of the file failed: it goes on once the account can pay.
  await uploadPage.expectStatus('unpaid.jpg', 'waiting');
});

test('a read-only key may look but not upload, and is told why', async ({ page, uploadPage, jobsPage, expectHttpErrors }) => {
  expectHttpErrors([403]);
  await signIn(page, 'api_sandbox_readonly');
  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', 'forbidden.jpg'));
  await uploadPage.analyze();
  await expect(page.getByRole('alert').filter({ hasText: /permission/i })).toBeVisible();
  await uploadPage.expectStatus('forbidden.jpg', 'waiting');
  await jobsPage.open();
  await expect(jobsPage.table).toBeVisible();
});

test('a server error on the list is an alert with a way out', async ({ page, jobsPage, expectHttpErrors }) => {
  expectHttpErrors([500]);
  let broken = true;
  await page.route('**/api/v1/jobs?**', (route) =>
    broken ? route.fulfill({ status: 500, contentType: 'text/html', body: '<html><h1>It broke</h1></html>' }) : route.fallback(),
  );
  await jobsPage.open();
  await expect(page.getByRole('alert')).toBeVisible({ timeout: 20_000 });
  broken = false;
  await page.getByRole('alert').getByRole('button', { name: /again|retry/i }).click();
  await expect(page.getByRole('alert')).toBeHidden();
  await expect(jobsPage.table).toBeVisible();
});

test('too many requests: the upload waits as long as it is told, then goes on', async ({ page, uploadPage, expectHttpErrors }) => {
  expectHttpErrors([429]);
  await failApi(page, 'create', { statusCode: 429, code: 'RATE_LIMITED', message: 'Too many requests' }, { times: 1, headers: { 'Retry-After': '2' } });
  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', 'patient.jpg'));
  const start = Date.now();
  await uploadPage.analyze();
  await uploadPage.expectStatus('patient.jpg', 'submitted');
  expect(Date.now() - start).toBeGreaterThanOrEqual(2_000);
});
