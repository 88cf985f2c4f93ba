import { failApi, routeApi } from './api-route.ts';
import { copyAs, largePhoto } from './media.ts';
import { expect, test } from './test.ts';

test.use({ ownServer: true });

test('an upload address that is past its time is not tried: a fresh job takes the place of the stale one', async ({ page, uploadPage, sandbox }) => {
  let created = 0;
  const sent: string[] = [];
  await routeApi(page, 'create', async (route) => {
    created += 1;
    // Fetched from outside the page, which has a session: with a key instead.
    const response = await route.fetch({ headers: { ...route.request().headers(), authorization: 'Bearer api_sandbox' } });
    const past = new Date(Date.now() - 60_000).toISOString();
    const body = (await response.text()).replaceAll(/("uploadUrlExpiresAt":)"[^"]*"/g, created === 1 ? `$1"${past}"` : '$1null');
    await route.fulfill({ response, body });
  });
  page.on('request', (request) => {
    if (request.method() === 'PUT') sent.push(request.url());
  });
  await uploadPage.open();
  await uploadPage.choose(largePhoto('late.jpg', 3_000_000));
  await uploadPage.analyze();
  await uploadPage.expectStatus('late.jpg', 'submitted');
  expect(created).toBe(2);
  expect(sent).toHaveLength(1);
  await expect.poll(async () => (await sandbox.list()).length).toBe(1);
});

test('a key that may not create any more stops new files alone', async ({ page, context, uploadPage, sandbox, expectHttpErrors }) => {
  expectHttpErrors([403]);
  await uploadPage.open();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  const throttle = (uploadThroughput: number) => network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput });
  await throttle(200_000);
  await uploadPage.choose(largePhoto('under-way.jpg', 8_000_000));
  await uploadPage.analyze();
  await uploadPage.expectStatus('under-way.jpg', 'uploading');
  await failApi(page, 'create', { statusCode: 403, code: 'FORBIDDEN', message: 'This key may not create jobs' });
  await uploadPage.choose(copyAs('face-a.jpg', 'too-late.jpg'));
  await uploadPage.analyze();
  const alert = page.getByRole('alert').filter({ hasText: 'What has a job already goes on' });
  await expect(alert).toBeVisible();
  await uploadPage.expectStatus('too-late.jpg', 'waiting');
  await uploadPage.item('under-way.jpg').getByRole('button', { name: 'Pause' }).click();
  await throttle(-1);
  await uploadPage.item('under-way.jpg').getByRole('button', { name: 'Resume' }).click();
  await uploadPage.expectStatus('under-way.jpg', 'submitted', 60_000);
  await uploadPage.expectStatus('too-late.jpg', 'waiting');
  await page.unrouteAll();
  await alert.getByRole('button', { name: 'Go on' }).click();
  await uploadPage.expectStatus('too-late.jpg', 'submitted');
  expect(await sandbox.list()).toHaveLength(2);
});

test('a failure that stays is shown with its attempts, and holds up no other file', async ({ page, uploadPage, expectHttpErrors }) => {
  expectHttpErrors([503]);
  let busy: string | null = null;
  await page.route(/.*/, async (route) => {
    const request = route.request();
    if (request.method() === 'PUT') busy ??= request.url();
    if (request.url() !== busy || request.method() !== 'PUT') return route.fallback();
    await route.fulfill({ status: 503, headers: { 'Access-Control-Allow-Origin': '*' }, contentType: 'application/xml', body: '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>' });
  });
  await uploadPage.open();
  await uploadPage.choose(copyAs('face-a.jpg', 'busy.jpg'));
  await uploadPage.analyze();
  await expect(uploadPage.item('busy.jpg')).toContainText(/Storage is busy\. Trying again .* \(attempt \d of 8\)/);
  await uploadPage.choose(copyAs('face-b.jpg', 'fine.jpg'));
  await uploadPage.analyze();
  await uploadPage.expectStatus('fine.jpg', 'submitted');
  await page.unrouteAll();
  await uploadPage.expectStatus('busy.jpg', 'submitted', 60_000);
});

test('a job that was cancelled elsewhere is a failure to see; a retry makes a fresh one', async ({ page, context, uploadPage, sandbox, expectHttpErrors }) => {
  expectHttpErrors([403, 404, 409]);
  await uploadPage.open();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 1_000_000 });
  await uploadPage.choose(largePhoto('taken-away.jpg', 6_000_000));
  await uploadPage.analyze();
  await uploadPage.expectStatus('taken-away.jpg', 'uploading');
  await uploadPage.item('taken-away.jpg').getByRole('button', { name: 'Pause' }).click();
  const [job] = await sandbox.list();
  await fetch(`${new URL(page.url()).origin}/api/v1/jobs/${job?.jobId}/cancel`, { method: 'POST', headers: { Authorization: 'Bearer api_sandbox' } });
  await network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await uploadPage.item('taken-away.jpg').getByRole('button', { name: 'Resume' }).click();
  await expect(uploadPage.item('taken-away.jpg')).toContainText('The job was cancelled before it was finalized');
  await uploadPage.item('taken-away.jpg').getByRole('button', { name: 'Retry' }).click();
  await uploadPage.expectStatus('taken-away.jpg', 'submitted');
});

test('a transfer that stalls is cut after 30 s and tried again, and holds up no other file', { tag: '@slow' }, async ({ page, uploadPage, sandbox, expectNetworkErrors }) => {
  expectNetworkErrors();
  const stalled: string[] = [];
  await page.route(/.*/, async (route) => {
    const request = route.request();
    if (request.method() !== 'PUT' || stalled.length > 0) return route.fallback();
    // Neither taken nor refused.
    stalled.push(request.url());
  });
  const cut = page.waitForEvent('requestfailed', { predicate: (request) => request.url() === stalled[0], timeout: 90_000 });
  await uploadPage.open();
  await uploadPage.choose(copyAs('face-a.jpg', 'stalls.jpg'));
  await uploadPage.analyze();
  await expect.poll(() => stalled.length).toBe(1);
  await uploadPage.choose(copyAs('face-b.jpg', 'fine.jpg'));
  await uploadPage.analyze();
  await uploadPage.expectStatus('fine.jpg', 'submitted');
  await uploadPage.expectStatus('stalls.jpg', 'uploading');
  await cut;
  await uploadPage.expectStatus('stalls.jpg', 'submitted', 60_000);
  const jobs = await sandbox.list();
  expect(jobs).toHaveLength(2);
  expect(jobs.filter((job) => job.status === 'waiting_for_finalize')).toEqual([]);
});
