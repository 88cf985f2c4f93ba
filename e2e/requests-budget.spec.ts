import type { Page } from '@playwright/test';

import { type ApiCall, apiCallOf } from './api-route.ts';
import { detailsOnDisk } from './details-on-disk.ts';
import { copyAs } from './media.ts';
import { expect, test } from './test.ts';

// What a session costs the platform, however long it takes: nothing here depends on the speed of the machine.
test.use({ ownServer: true });

const FILES = 5;

test('a session asks for each thing once', async ({ page, uploadPage, jobsPage, sandbox }) => {
  const asked = watchRequests(page);

  await uploadPage.open();
  await expect(uploadPage.page.getByText('Sandbox', { exact: true }).first()).toBeVisible();
  expect(asked.take(), 'opening the upload page').toEqual({});

  const names = Array.from({ length: FILES }, (_, n) => `session-${n}.jpg`);
  await uploadPage.choose(...names.map((name) => copyAs('photo.jpg', name, name)));
  await uploadPage.analyze();
  for (const name of names) await uploadPage.expectStatus(name, 'submitted', 60_000);
  const { create, put, finalize } = asked.take();
  expect({ create, put, finalize }, 'uploading').toEqual({ create: FILES, put: FILES, finalize: FILES });

  for (const { jobId } of await sandbox.list()) await sandbox.waitFor(jobId, 'completed', 60_000);
  // A fresh page: what the upload page still asks for is not the jobs page's.
  await page.goto('about:blank');
  asked.take();
  await jobsPage.open();
  await expect(jobsPage.table.locator('[data-job-status=completed]')).toHaveCount(FILES);
  for (const name of names) await expect(jobsPage.table.getByRole('link', { name })).toBeVisible();
  await page.waitForLoadState('networkidle');
  const first = asked.take();
  expect(first.detail, 'each detail once').toBe(FILES);
  expect(first.list, 'the list of five jobs').toBeLessThanOrEqual(2);

  // What was gathered last is written a moment later.
  await expect.poll(async () => (await detailsOnDisk(page)).final).toBe(FILES);
  await page.reload();
  for (const name of names) await expect(jobsPage.table.getByRole('link', { name })).toBeVisible();
  await page.waitForLoadState('networkidle');
  const second = asked.take();
  expect(second.detail ?? 0, 'what has ended is never asked for again').toBe(0);
  expect(second.list, 'the list on a second visit').toBe(1);
});

/** Counts the calls of the API, and the PUTs to the storage, since the last `take`. */
function watchRequests(page: Page): { take: () => Partial<Record<ApiCall | 'put', number>> } {
  let counts: Partial<Record<ApiCall | 'put', number>> = {};
  page.on('request', (request) => {
    const call = request.method() === 'PUT' ? 'put' : apiCallOf(request);
    if (call !== null) counts = { ...counts, [call]: (counts[call] ?? 0) + 1 };
  });
  return {
    take: () => {
      const taken = counts;
      counts = {};
      return taken;
    },
  };
}
