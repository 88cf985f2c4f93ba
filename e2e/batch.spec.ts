import { extname } from 'node:path';

import { copyAs, MEDIA_NAMES } from './media.ts';
import { expect, test } from './test.ts';

test.use({ ownServer: true });

test('twenty mixed files at once all end completed', async ({ uploadPage, jobsPage, sandbox }) => {
  test.setTimeout(180_000);
  const names = Array.from({ length: 20 }, (_, n) => {
    const source = MEDIA_NAMES[n % MEDIA_NAMES.length] ?? 'photo.jpg';
    return { source, name: `batch-${String(n).padStart(2, '0')}${extname(source)}` };
  });
  await uploadPage.open();
  await uploadPage.choose(...names.map(({ source, name }) => copyAs(source, name, `variant of ${name}`)));
  await expect(uploadPage.analyzeButton).toHaveAccessibleName('Analyze 20 files');
  await uploadPage.analyze();
  for (const { name } of names) await uploadPage.expectStatus(name, 'submitted', 60_000);

  await jobsPage.open();
  await expect(jobsPage.rows).toHaveCount(20);
  await expect(jobsPage.table.locator('[data-job-status=completed]')).toHaveCount(20, { timeout: 90_000 });
  for (const { name } of names) await expect(jobsPage.table.getByRole('link', { name })).toBeVisible();
  const jobs = await sandbox.list();
  expect(jobs.map((job) => job.status)).toEqual(Array.from({ length: 20 }, () => 'completed'));
});
