import { writeFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

import { copyAs, fileOf, largePhoto, sha256Of } from './media.ts';
import { expect, test } from './test.ts';
import type { UploadPage } from './upload-page.ts';

const MEGABYTE = 1_000_000;

test.use({ ownServer: true });

/**
 * Leaves the origin so little disk that no file of some megabytes can be copied. Called before the page opens: Chromium does not
 * ask again how much room there is within half a minute of a write that found plenty.
 */
async function fillDisk(page: Page, origin: string): Promise<{ clear: () => Promise<void> }> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: MEGABYTE });
  return {
    async clear() {
      await browser.send('Storage.overrideQuotaForOrigin', { origin });
    },
  };
}

/** Waits until everything added is on disk, however busy that disk is with other tests. */
async function expectNothingToLose(uploadPage: UploadPage): Promise<void> {
  await expect.poll(() => uploadPage.losesOnClose(), { timeout: 60_000 }).toBe(false);
}

test('a file that finds no room is warned about, and goes on once the same one is chosen again', async ({ page, assay, uploadPage, sandbox }) => {
  const path = largePhoto('no-room.jpg', 5 * MEGABYTE);
  await fillDisk(page, assay.url);
  await uploadPage.open();
  await uploadPage.choose(path);
  await expect(page.getByText('Not enough disk space in this browser')).toBeVisible();
  expect(await uploadPage.losesOnClose()).toBe(true);
  // Its fingerprint is on disk before the page goes.
  await expect.poll(() => page.evaluate<string | null>(`new Promise((resolve) => indexedDB.databases().then((all) => {
    indexedDB.open(all.find(({ name }) => name.startsWith('assay-upload-')).name).onsuccess = ({ target }) => {
      target.result.transaction('items').objectStore('items').getAll().onsuccess = (event) => { target.result.close(); resolve(event.target.result[0]?.sha256 ?? null); };
    };
  }))`)).toBe(sha256Of(path));
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await uploadPage.analyze();
  await uploadPage.expectStatus('no-room.jpg', 'failed');
  const again = uploadPage.item('no-room.jpg').getByLabel('Choose no-room.jpg again');

  const forged = Buffer.alloc(5 * MEGABYTE, 7);
  await again.setInputFiles(fileOf('no-room.jpg', forged));
  await expect(uploadPage.item('no-room.jpg')).toContainText('That is another file: its bytes differ');
  await again.setInputFiles(path);
  await uploadPage.expectStatus('no-room.jpg', 'submitted');
  const jobs = await sandbox.list();
  expect(jobs).toHaveLength(1);
  expect(await sandbox.inputHashes(jobs[0]?.jobId ?? '')).toEqual([sha256Of(path)]);
});

test('nothing warns before leaving once every byte is on disk', async ({ uploadPage }) => {
  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', 'safe.jpg'));
  await uploadPage.expectStatus('safe.jpg', 'staged');
  await expectNothingToLose(uploadPage);
});

test('a file that changes on disk after it was chosen is not sent, and a person is asked for it', async ({ uploadPage, sandbox }) => {
  const path = largePhoto('rewritten.jpg', MEGABYTE);
  await uploadPage.open();
  await uploadPage.choose(path);
  await uploadPage.expectStatus('rewritten.jpg', 'staged');
  await expectNothingToLose(uploadPage);
  // As many bytes as before: storage could not tell.
  writeFileSync(path, Buffer.alloc(MEGABYTE, 7));
  await uploadPage.analyze();
  await uploadPage.expectStatus('rewritten.jpg', 'failed');
  await expect(uploadPage.item('rewritten.jpg')).toContainText('This browser no longer holds the file');
  expect((await sandbox.list()).filter(({ status }) => status !== 'waiting_for_finalize')).toEqual([]);
});

test('a file that found no room is copied once there is some', async ({ page, assay, uploadPage, sandbox }) => {
  const path = largePhoto('room-later.jpg', 5 * MEGABYTE);
  const disk = await fillDisk(page, assay.url);
  await uploadPage.open();
  await uploadPage.choose(path);
  const warning = page.getByText('Not enough disk space in this browser');
  await expect(warning).toBeVisible();
  await disk.clear();
  await expectNothingToLose(uploadPage);
  await expect(warning).toHaveCount(0);
  await page.reload();
  await uploadPage.analyze();
  await uploadPage.expectStatus('room-later.jpg', 'submitted');
  const [job] = await sandbox.list();
  expect(await sandbox.inputHashes(job?.jobId ?? '')).toEqual([sha256Of(path)]);
});

test('a dropped file that finds no room is read where it lies, also after a reload', async ({ page, assay, uploadPage, sandbox }) => {
  const path = largePhoto('in-place.jpg', 5 * MEGABYTE);
  await fillDisk(page, assay.url);
  await uploadPage.open();
  const input = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await input.send('Input.dispatchDragEvent', { type, x: 200, y: 300, data });
  await uploadPage.expectStatus('in-place.jpg', 'staged');
  await expectNothingToLose(uploadPage);
  await expect(page.getByText('Not enough disk space in this browser')).toHaveCount(0);
  await page.reload();
  await uploadPage.analyze();
  await uploadPage.expectStatus('in-place.jpg', 'submitted');
  const [job] = await sandbox.list();
  expect(await sandbox.inputHashes(job?.jobId ?? '')).toEqual([sha256Of(path)]);
});

