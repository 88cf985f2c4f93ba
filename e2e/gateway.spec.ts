import { CredentialWatch } from './credential-watch.ts';
import { copyAs } from './media.ts';
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
