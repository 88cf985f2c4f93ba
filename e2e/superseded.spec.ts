import type { Page } from '@playwright/test';
import { copyAs } from './media.ts';
import { expect, test } from './test.ts';

test.use({ ownServer: true });

/** Opens the store that says which page the disk belongs to, and runs `work` on it. */
function withLeaderStore(page: Page, work: string): Promise<string> {
  return page.evaluate<string>(`(async () => {
    const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith('assay-upload-'));
    const answer = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const database = await answer(indexedDB.open(name));
    const store = database.transaction('leader', 'readwrite').objectStore('leader');
    const owner = await answer(store.get('leader'));
    ${work}
    database.close();
    return owner;
  })()`);
}

const ownerOfDisk = (page: Page) => withLeaderStore(page, '');
/** As when another page took the queue over while this one was put aside. Resolves to the owner of before. */
const takeDiskAway = (page: Page) => withLeaderStore(page, "await answer(store.put('another page', 'leader'));");

const NAMES = Array.from({ length: 12 }, (_, index) => `taken-${String(index).padStart(2, '0')}.jpg`);

test('a page that finds its disk taken over begins anew: the files that were just added are there, and each becomes one job', async ({ uploadPage, sandbox }) => {
  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', 'first.jpg', 'first'));
  await uploadPage.expectStatus('first.jpg', 'staged');
  await expect.poll(() => uploadPage.losesOnClose()).toBe(false);
  expect(await takeDiskAway(uploadPage.page)).not.toBe('another page');
  await uploadPage.choose(...NAMES.map((name) => copyAs('photo.jpg', name, name)));
  // It owns its disk once more.
  await expect.poll(() => ownerOfDisk(uploadPage.page)).not.toBe('another page');
  for (const name of NAMES) await uploadPage.expectStatus(name, 'staged');
  await uploadPage.analyze();
  for (const name of ['first.jpg', ...NAMES]) await uploadPage.expectStatus(name, 'submitted', 60_000);
  const jobs = await sandbox.list();
  expect(jobs.map(({ status }) => status)).not.toContain('waiting_for_finalize');
  expect(jobs).toHaveLength(NAMES.length + 1);
});
