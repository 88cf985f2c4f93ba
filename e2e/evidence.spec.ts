import type { Page } from '@playwright/test';
import { copyAs, largePhoto, sha256Of } from './media.ts';
import { expect, test } from './test.ts';

test.use({ ownServer: true });

for (const [source, name] of [['photo.jpg', 'pictured.jpg'], ['clip.mp4', 'filmed.mp4']] as const) {
  test(`${name}: fingerprint, the time of each step, a small picture and the bytes stay with the job`, async ({ page, uploadPage, jobPage }) => {
    const path = copyAs(source, name, 'evidence');
    await uploadPage.open();
    await uploadPage.choose(path);
    await uploadPage.analyze();
    const jobId = await uploadPage.viewJob(name);
    const details = jobPage.region('Details');
    await expect(details).toContainText(sha256Of(path));
    for (const step of ['Added here', 'Job created', 'Upload started', 'Bytes sent', 'Finalized']) await expect(details).toContainText(step);
    const picture = details.getByRole('img', { name: 'The file, as it was sent from here' });
    await expect(picture).toBeVisible();
    expect(await page.evaluate<number>('document.querySelector(`img[alt^="The file, as"]`).decode().then(() => document.querySelector(`img[alt^="The file, as"]`).naturalWidth)')).toBe(320);
    await expect.poll(() => keptSha256(page, jobId)).toBe(sha256Of(path));
  });
}

test('a large file is hashed in pieces beside its upload and copied afterwards, and both are right', async ({ page, uploadPage, jobPage }) => {
  const path = largePhoto('pieces.jpg', 90 * 1024 ** 2 + 1);
  await uploadPage.open();
  await uploadPage.choose(path);
  await uploadPage.analyze();
  const jobId = await uploadPage.viewJob('pieces.jpg');
  await expect(jobPage.region('Details')).toContainText(sha256Of(path), { timeout: 60_000 });
  await expect.poll(() => keptSha256(page, jobId), { timeout: 60_000 }).toBe(sha256Of(path));
});

/** The SHA-256 of what this browser still holds of a job's file; null when it holds nothing. */
function keptSha256(page: Page, jobId: string): Promise<string | null> {
  return page.evaluate<string | null>(`(async (jobId) => {
    const ask = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
    const found = (await indexedDB.databases()).find(({ name }) => name.startsWith('assay-upload-'));
    const database = await ask(indexedDB.open(found.name));
    try {
      const kept = await ask(database.transaction('kept').objectStore('kept').get(jobId));
      if (kept === undefined) return null;
      const blob = await ask(database.transaction('bytes').objectStore('bytes').get(kept.key));
      const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
      return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    } finally {
      database.close();
    }
  })(${JSON.stringify(jobId)})`);
}

test('the title tells how many files are through', async ({ page, context, uploadPage }) => {
  await uploadPage.open();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 1_000_000 });
  await uploadPage.choose(copyAs('photo.jpg', 'titled-1.jpg'), largePhoto('titled-2.jpg', 12_000_000));
  await uploadPage.analyze();
  await expect(page).toHaveTitle('(0/2) Upload · Assay');
  await expect(page).toHaveTitle('(1/2) Upload · Assay');
  await expect(page).toHaveTitle('Upload · Assay');
});

test('evidence that comes to the disk after the page of its job was opened is shown', async ({ page, sandbox, uploadPage, jobPage }) => {
  await uploadPage.open();
  const jobId = await sandbox.submit(copyAs('photo.jpg', 'just-sent.jpg'), 1);
  await jobPage.open(jobId);
  await expect(jobPage.region('Details')).not.toContainText('Added here');
  const evidence = { jobId, taskTypeId: 1, name: 'just-sent.jpg', folder: '', sizeBytes: 1, lastModified: 0, contentType: 'image/jpeg', sha256: 'a'.repeat(64), times: { staged: 1 } };
  await page.evaluate(`(async (evidence) => {
    const ask = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
    const found = (await indexedDB.databases()).find(({ name }) => name.startsWith('assay-upload-'));
    const database = await ask(indexedDB.open(found.name));
    await ask(database.transaction('evidence', 'readwrite').objectStore('evidence').put(evidence));
    database.close();
  })(${JSON.stringify(evidence)})`);
  await expect(jobPage.region('Details')).toContainText('a'.repeat(64));
});

test('evidence that a crash kept from the disk is written at the next start', async ({ page, uploadPage }) => {
  const inStore = (store: string, call: string) => page.evaluate<unknown[]>(`new Promise((resolve) => indexedDB.databases().then((all) => {
    indexedDB.open(all.find(({ name }) => name.startsWith('assay-upload-')).name).onsuccess = ({ target }) => {
      target.result.transaction('${store}', 'readwrite').objectStore('${store}').${call}.onsuccess = (event) => { target.result.close(); resolve(event.target.result); };
    };
  }))`);
  await uploadPage.open();
  const path = copyAs('photo.jpg', 'late.jpg');
  await uploadPage.choose(path);
  await uploadPage.analyze();
  await uploadPage.expectStatus('late.jpg', 'submitted');
  await expect.poll(() => inStore('items', 'getAll()')).toMatchObject([{ state: { status: 'submitted' } }]);
  await expect.poll(() => inStore('evidence', 'getAll()')).toHaveLength(1);
  await inStore('evidence', 'clear()');
  await page.reload();
  await expect.poll(() => inStore('evidence', 'getAll()')).toMatchObject([{ name: 'late.jpg', sha256: sha256Of(path) }]);
});
