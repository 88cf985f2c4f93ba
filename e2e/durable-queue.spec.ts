import type { Page } from '@playwright/test';
import { KillableBrowser } from './killable-browser.ts';
import { largePhoto, sha256Of } from './media.ts';
import type { SandboxClient } from './sandbox-client.ts';
import { expect, test } from './test.ts';
import { UploadPage } from './upload-page.ts';

const MEGABYTE = 1_000_000;
const NAMES = Array.from({ length: 20 }, (_, index) => `durable-${String(index).padStart(2, '0')}.jpg`);

test.use({ ownServer: true });

/** Twenty files of 5 MB, no two with the same bytes. */
function twentyFiles(): string[] {
  return NAMES.map((name, index) => largePhoto(name, 5 * MEGABYTE + index));
}

/** Makes uploads take longer than the copies on disk that they are made from. */
async function slowUploads(page: Page): Promise<void> {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 8 * MEGABYTE });
}

async function expectAllSubmittedOnce(uploadPage: UploadPage, sandbox: SandboxClient, paths: readonly string[]): Promise<void> {
  for (const name of NAMES) await uploadPage.expectStatus(name, 'submitted', 90_000);
  const jobs = await sandbox.list();
  expect(jobs).toHaveLength(NAMES.length);
  expect(jobs.filter((job) => job.status === 'waiting_for_finalize')).toEqual([]);
  const stored = (await Promise.all(jobs.map((job) => sandbox.inputHashes(job.jobId)))).flat();
  expect(stored.toSorted()).toEqual(paths.map(sha256Of).toSorted());
}

test('the browser is killed in the middle of 20 uploads and started again', { tag: '@slow' }, async ({ assay, sandbox }) => {
  test.setTimeout(180_000);
  const browser = await KillableBrowser.create();
  try {
    const paths = twentyFiles();
    const before = new UploadPage(await browser.open(`${assay.url}/upload`));
    await slowUploads(before.page);
    await before.choose(...paths);
    await before.analyze();
    await expect(before.page.locator('[data-upload-status=submitted]').nth(3)).toBeVisible({ timeout: 60_000 });
    await expect.poll(() => before.losesOnClose(), { timeout: 60_000 }).toBe(false);
    await browser.kill();

    const after = new UploadPage(await browser.open(`${assay.url}/upload`));
    await expectAllSubmittedOnce(after, sandbox, paths);
  } finally {
    await browser.dispose();
  }
});

test('the server is killed in the middle of 20 uploads and started again', { tag: '@slow' }, async ({ assay, uploadPage, sandbox, expectNetworkErrors }) => {
  test.setTimeout(180_000);
  expectNetworkErrors();
  const paths = twentyFiles();
  await uploadPage.open();
  await uploadPage.choose(...paths);
  await uploadPage.analyze();
  await expect(uploadPage.page.locator('[data-upload-status=submitted]').nth(2)).toBeVisible({ timeout: 60_000 });
  await assay.kill();
  await assay.restart();
  await expectAllSubmittedOnce(uploadPage, sandbox, paths);
});

test('the network is cut in the middle of 20 uploads and comes back', { tag: '@slow' }, async ({ context, uploadPage, sandbox, expectNetworkErrors }) => {
  test.setTimeout(180_000);
  expectNetworkErrors();
  const paths = twentyFiles();
  await uploadPage.open();
  await uploadPage.choose(...paths);
  await uploadPage.analyze();
  await expect(uploadPage.page.locator('[data-upload-status=submitted]').nth(2)).toBeVisible({ timeout: 60_000 });
  await context.setOffline(true);
  await expect(uploadPage.page.getByText('The files wait and go on by themselves')).toBeVisible();
  await context.setOffline(false);
  await expectAllSubmittedOnce(uploadPage, sandbox, paths);
});

test('two tabs show one queue; when the working one closes, the other goes on', { tag: '@slow' }, async ({ context, page, uploadPage, sandbox, expectNetworkErrors, expectHttpErrors }) => {
  test.setTimeout(180_000);
  expectNetworkErrors();
  // A job whose create was not answered any more is listed, and removed before the file gets another one.
  expectHttpErrors([404]);
  const paths = twentyFiles();
  await uploadPage.open();
  await slowUploads(page);
  const second = new UploadPage(await context.newPage());
  await second.open();
  await uploadPage.choose(...paths);
  await expect(second.files.getByRole('listitem')).toHaveCount(20);
  await second.analyze();
  await expect(uploadPage.page.locator('[data-upload-status=submitted]').nth(2)).toBeVisible({ timeout: 60_000 });
  // From here on, nobody who closes the tab is warned.
  await expect.poll(() => uploadPage.losesOnClose(), { timeout: 60_000 }).toBe(false);
  const leads = () => second.page.evaluate<boolean>('navigator.locks.query().then(({ held }) => held.length > 0)');
  const submitted = () => second.page.locator('[data-upload-status=submitted]').count();
  const before = await submitted();
  const closedAt = Date.now();
  await page.close({ runBeforeUnload: false });
  await expect.poll(async () => (await leads()) && (await second.page.locator('[data-upload-status=uploading]').count()) > 0, { intervals: [50] }).toBe(true);
  test.info().annotations.push({ type: 'measured', description: `the other tab took over after ${Date.now() - closedAt} ms` });
  await expect.poll(submitted).toBeGreaterThan(before);
  await expectAllSubmittedOnce(second, sandbox, paths);
});

test('what is chosen in a tab that follows is sent by the one that works', async ({ context, page, uploadPage, sandbox }) => {
  const worksIn = await context.newPage();
  await worksIn.goto('/jobs');
  await expect.poll(() => worksIn.evaluate<boolean>('navigator.locks.query().then(({ held }) => held.length > 0)')).toBe(true);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') sent.push(request.url());
  });
  const path = largePhoto('from-beside.jpg', 5 * MEGABYTE);
  await uploadPage.open();
  await uploadPage.choose(path);
  await uploadPage.analyze();
  await uploadPage.expectStatus('from-beside.jpg', 'submitted');
  expect(sent).toEqual([]);
  const [job] = await sandbox.list();
  expect(await sandbox.inputHashes(job?.jobId ?? '')).toEqual([sha256Of(path)]);
});
