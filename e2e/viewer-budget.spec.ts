import type { Page } from '@playwright/test';

import type { JobPage } from './job-page.ts';
import { copyAs, type MediaName } from './media.ts';
import { expect, test } from './test.ts';

// Compressed bytes as they cross the network, on top of a job page without media. A test that fails here means: load it
// later, or do without it.
const VIEWERS: readonly { readonly viewer: string; readonly source: MediaName; readonly taskTypeId: number; readonly budgetBytes: number; readonly ready: (jobPage: JobPage) => Promise<void> }[] = [
  { viewer: 'image', source: 'photo.jpg', taskTypeId: 1, budgetBytes: 6_000, ready: (job) => expect(job.region('Evidence').getByRole('img', { name: 'The uploaded file' })).toBeVisible() },
  { viewer: 'video', source: 'clip.webm', taskTypeId: 4, budgetBytes: 9_000, ready: (job) => expect(job.region('Evidence').getByLabel('Shown frame')).toBeVisible() },
  { viewer: 'audio', source: 'tone.wav', taskTypeId: 2, budgetBytes: 90_000, ready: (job) => expect(job.region('Evidence').getByRole('img', { name: /^Waveform/ })).toBeVisible() },
  { viewer: 'document', source: 'page.pdf', taskTypeId: 6, budgetBytes: 480_000, ready: (job) => expect(job.region('Evidence').getByRole('img', { name: 'Page 1' })).toHaveAttribute('data-drawn', '1') },
  { viewer: 'face vector', source: 'face-a.jpg', taskTypeId: 9, budgetBytes: 8_000, ready: (job) => expect(job.region('Evidence').getByRole('button', { name: 'Copy the vector' })).toBeVisible() },
];
const PROVENANCE_BUDGET_BYTES = 2_450_000;

/** Notes the compressed size of every file of the app that is loaded from now on. */
function watchAssets(page: Page): () => Promise<ReadonlyMap<string, number>> {
  const loaded: Promise<readonly [string, number]>[] = [];
  page.on('requestfinished', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/assets/')) loaded.push(request.sizes().then(({ responseBodySize }) => [pathname, responseBodySize]));
  });
  return async () => {
    // Workers' own code is not among the requests that Playwright sees; what workers load is not among the page's entries.
    const entries = await page.evaluate<[string, number][]>(`performance.getEntriesByType('resource').map(({ name, encodedBodySize }) => [new URL(name).pathname, encodedBodySize])`);
    return new Map([...entries.filter(([path]) => path.startsWith('/assets/')), ...await Promise.all(loaded)]);
  };
}

for (const { viewer, source, taskTypeId, budgetBytes, ready } of VIEWERS) {
  test(`the ${viewer} viewer stays within its budget`, async ({ page, jobPage, sandbox }) => {
    const bare = await sandbox.create(copyAs('tone.mp3', 'never-sent.mp3'), 2);
    const jobId = await sandbox.finish(copyAs(source, `budget-real-${source}`), taskTypeId);
    const assets = watchAssets(page);
    await jobPage.open(bare.jobId);
    await page.waitForLoadState('networkidle');
    const before = await assets();
    expect(before.size).toBeGreaterThan(1);
    await jobPage.open(jobId);
    await ready(jobPage);
    await page.waitForLoadState('networkidle');
    const own = [...await assets()].filter(([path]) => !before.has(path));
    expect(own.length).toBeGreaterThan(0);
    const total = own.reduce((sum, [, bytes]) => sum + bytes, 0);
    console.log(`${viewer} viewer: ${total} bytes`);
    expect(total, JSON.stringify(own, null, 2)).toBeLessThanOrEqual(budgetBytes);
  });
}

test('the readers of provenance stay within their budget, and are loaded when they are asked for', async ({ page, jobPage, sandbox }) => {
  const jobId = await sandbox.finish(copyAs('photo.jpg', 'budget-provenance-real.jpg'), 1);
  const assets = watchAssets(page);
  await jobPage.open(jobId);
  await page.waitForLoadState('networkidle');
  const before = await assets();
  // The look-up of what was read before is on the page; what reads a file, and what shows it, is not.
  expect([...before.keys()].filter((path) => /\.wasm$|read-provenance|provenance-view|(?:credentials|metadata|container)-worker/.test(path))).toEqual([]);
  await jobPage.region('Provenance').getByRole('button', { name: 'Read provenance' }).click();
  await expect(jobPage.region('Provenance').getByRole('button', { name: 'Read again' })).toBeVisible();
  const own = [...await assets()].filter(([path]) => !before.has(path));
  const total = own.reduce((sum, [, bytes]) => sum + bytes, 0);
  console.log(`provenance: ${total} bytes`);
  expect(own.some(([path]) => path.endsWith('.wasm'))).toBe(true);
  expect(total, JSON.stringify(own, null, 2)).toBeLessThanOrEqual(PROVENANCE_BUDGET_BYTES);
});
