import { CredentialWatch } from './credential-watch.ts';
import { copyAs, largePhoto } from './media.ts';
import { SandboxClient } from './sandbox-client.ts';
import { AssayServer } from './server.ts';
import { offerKey, signIn } from './sign-in.ts';
import { expect, test as base } from './test.ts';

/** `assay` is the app in gateway mode here, in front of `platform`, a second process that plays Authenta's part. */
const test = base.extend<{ platform: AssayServer; storageOrigin: string }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
  platform: async ({}, use) => {
    const platform = await AssayServer.start();
    await use(platform);
    await platform.dispose();
  },
  storageOrigin: async ({ platform }, use) => {
    const { uploadUrl } = await new SandboxClient(platform.url).create(copyAs('photo.jpg', 'probe.jpg'), 1);
    await use(new URL(uploadUrl).origin);
  },
  assay: async ({ platform, storageOrigin }, use) => {
    const gateway = await AssayServer.start({ AUTHENTA_API_URL: platform.url, STORAGE_ORIGINS: storageOrigin });
    await use(gateway);
    await gateway.dispose();
  },
  sandbox: async ({ platform }, use) => use(new SandboxClient(platform.url)),
});

test('an analyst signs in with a key of their own and works through the gateway', async ({ page, context, assay, platform, storageOrigin, uploadPage, jobPage, sandbox }) => {
  const watch = new CredentialWatch(context);
  const answer = await page.goto('/upload');
  expect(answer?.headers()['content-security-policy']).toContain(storageOrigin);
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await signIn(page, 'api_sandbox');
  await expect(page.getByRole('banner').getByRole('status')).toContainText(new URL(platform.url).host);

  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', 'through-the-gateway-fake.jpg'));
  await uploadPage.analyze();
  const jobId = await uploadPage.viewJob('through-the-gateway-fake.jpg');
  await jobPage.expectStatus('completed');
  await expect(jobPage.verdict).toContainText(/AI|generated/i);
  expect((await sandbox.get(jobId)).status).toBe('completed');

  expect(await watch.leaks(assay.url)).toEqual([]);
  const origins = await watch.countByOrigin();
  expect([...origins.keys()].toSorted()).toEqual([assay.url, storageOrigin].toSorted());
  const [cookie, ...others] = await context.cookies();
  expect(others).toEqual([]);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  expect(cookie?.value).not.toContain('api_');
});

test('files dropped while signed out wait for the sign-in', async ({ page, uploadPage }) => {
  await page.goto('/upload');
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await uploadPage.drop(copyAs('photo.jpg', 'signed-out-1.jpg'), copyAs('photo.jpg', 'signed-out-2.jpg', 'other'));
  const waiting = page.getByRole('status', { name: 'Files that wait' });
  await expect(waiting).toContainText('2 files will be added to the upload list once you are signed in.');
  await expect(page.getByText('Drop to add to the upload list')).toBeHidden();
  expect(await uploadPage.losesOnClose()).toBe(true);
  await page.getByLabel('API key').fill('api_sandbox');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await uploadPage.expectStatus('signed-out-1.jpg', 'staged');
  await uploadPage.expectStatus('signed-out-2.jpg', 'staged');
  await expect(waiting).toBeEmpty();
});

test('a queue opens with the sign-in and closes with the sign-out, without a reload', async ({ page, uploadPage, sandbox, expectHttpErrors }) => {
  expectHttpErrors([401]);
  await page.goto('/upload');
  await page.getByLabel('API key').fill('api_sandbox');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await uploadPage.choose(copyAs('photo.jpg', 'first-visit.jpg'));
  await uploadPage.analyze();
  await uploadPage.expectStatus('first-visit.jpg', 'submitted');
  expect(await sandbox.list()).toHaveLength(2);
  const held = () => page.evaluate<number>("navigator.locks.query().then(({ held }) => held.filter(({ name }) => name.startsWith('assay-upload-')).length)");
  await expect.poll(held).toBe(1);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect.poll(held).toBe(0);
});

test('a session that ends in the middle of an upload cuts nothing: the file goes on, and is finalized after the next sign-in', async ({ page, context, storageOrigin, uploadPage, sandbox, expectHttpErrors }) => {
  expectHttpErrors([401]);
  await signIn(page, 'api_sandbox');
  await uploadPage.open();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 1024 ** 2 });
  const puts: string[] = [];
  page.on('request', (request) => request.method() === 'PUT' && request.url().startsWith(storageOrigin) && puts.push('sent'));
  page.on('requestfinished', (request) => request.method() === 'PUT' && puts.push('answered'));
  await uploadPage.choose(largePhoto('outlives-its-session.jpg', 8 * 1024 ** 2));
  await uploadPage.analyze();
  await expect.poll(() => puts).toEqual(['sent']);
  await context.clearCookies();
  // Whatever is read next is refused.
  await page.getByRole('link', { name: 'Jobs', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await expect.poll(() => puts, { timeout: 60_000 }).toEqual(['sent', 'answered']);
  await page.getByLabel('API key').fill('api_sandbox');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('link', { name: 'Upload', exact: true }).click();
  await uploadPage.expectStatus('outlives-its-session.jpg', 'submitted');
  expect(puts).toEqual(['sent', 'answered']);
  expect((await sandbox.list()).filter(({ status }) => status !== 'waiting_for_finalize')).toHaveLength(1);
});

test('a key that the platform refuses does not sign in', async ({ page, expectHttpErrors }) => {
  expectHttpErrors([401]);
  await offerKey(page, 'api_nobody');
  await expect(page.getByRole('alert')).toContainText(/key/i);
  expect(await page.context().cookies()).toEqual([]);
});

test('a platform that is down is said, and works again once it is back', async ({ page, platform, jobsPage, sandbox, expectHttpErrors }) => {
  expectHttpErrors([502, 503, 504]);
  const { jobId } = await sandbox.create(copyAs('photo.jpg', 'survivor.jpg'), 1);
  await signIn(page, 'api_sandbox');
  await platform.kill();
  await jobsPage.open();
  await expect(page.getByRole('alert')).toBeVisible({ timeout: 20_000 });
  await platform.restart();
  await page.getByRole('alert').getByRole('button', { name: /again|retry/i }).click();
  await jobsPage.expectStatus(jobId, 'waiting_for_finalize');
});
