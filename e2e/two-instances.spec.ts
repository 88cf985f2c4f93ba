import { expect, KEY, test as base } from './hostile-test.ts';
import { copyAs, sha256Of } from './media.ts';
import { startRoundRobin } from './round-robin.ts';
import { AssayServer } from './server.ts';
import { signIn } from './sign-in.ts';

const test = base.extend<{ instances: readonly [AssayServer, AssayServer]; balancer: string }>({
  instances: async ({ platform }, use) => {
    const env = { AUTHENTA_API_URL: platform.url, STORAGE_ORIGINS: platform.storageOrigin, SESSION_SECRET: 'one secret of both'.replaceAll(' ', '-').padEnd(40, 'x') };
    const instances = [await AssayServer.start(env), await AssayServer.start(env)] as const;
    await use(instances);
    await Promise.all(instances.map((instance) => instance.dispose()));
  },
  balancer: async ({ instances }, use) => {
    const balancer = await startRoundRobin(instances.map(({ url }) => url));
    await use(balancer.url);
    await balancer.close();
  },
  baseURL: async ({ balancer }, use) => use(balancer),
});

test('two instances with one secret are one server, also while one of them is started again', async ({ page, platform, instances, uploadPage, jobsPage, expectNetworkErrors, expectHttpErrors, expectRefusals }) => {
  expectNetworkErrors();
  expectHttpErrors([403, 502]);
  expectRefusals();
  // Through the relay, so that passes of one instance are shown to the other too.
  platform.knowsPage = false;
  await signIn(page, KEY);
  await uploadPage.open();
  const names = Array.from({ length: 30 }, (_, n) => `shared-${n}.jpg`);
  const paths = names.map((name) => copyAs('photo.jpg', name, name));
  await uploadPage.choose(...paths);
  await uploadPage.analyze();
  await expect.poll(() => platform.jobs.size).toBeGreaterThan(2);
  await instances[0].restart();
  await instances[1].restart();
  await expect.poll(() => platform.chargedOf(names), { timeout: 90_000 }).toBe(names.length);
  const wanted = new Map(names.map((name, index) => [name, sha256Of(paths[index] ?? '')]));
  await expect.poll(() => platform.wrongs(wanted)).toEqual([]);
  await jobsPage.open();
  await expect(jobsPage.table.locator('[data-job-status=completed]')).toHaveCount(names.length);
  for (const { stderr } of instances) {
    expect(stderr).toContain('"route":"/api/v1/jobs"');
    expect(stderr).toContain('"route":"/api/relay/:pass"');
  }
});
