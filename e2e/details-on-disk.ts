import type { Page } from '@playwright/test';

const DETAILS_ON_DISK = `(async () => {
  const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith('assay-jobs-'));
  const result = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }));
  const database = await result(indexedDB.open(name));
  const chunks = await result(database.transaction('chunks').objectStore('chunks').getAll());
  database.close();
  const knows = chunks.flatMap(({ knows }) => [...knows]);
  return { read: knows.filter((each) => each > 0).length, final: knows.filter((each) => each === 2).length };
})()`;

/** Of how many jobs the index on disk has the detail, and of how many one that never changes again. */
export function detailsOnDisk(page: Page): Promise<{ read: number; final: number }> {
  return page.evaluate(DETAILS_ON_DISK);
}
