import type { Page } from '@playwright/test';

import { expectAccessible } from './axe.ts';
import { copyAs, fileOf } from './media.ts';
import { expect, test } from './test.ts';

const WIDTHS = [360, 1440];

/** The page as a whole must not scroll sideways; tables may, inside a box of their own. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const spare = await page.evaluate<number>('document.documentElement.clientWidth - document.documentElement.scrollWidth');
    expect(spare, `${page.url()} at ${width} px`).toBeGreaterThanOrEqual(0);
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('upload, with items in several states', async ({ page, uploadPage }) => {
      await uploadPage.open();
      await expectAccessible(page);
      await uploadPage.choose(copyAs('photo.jpg', `axe-${colorScheme}.jpg`));
      await uploadPage.analyze();
      await uploadPage.expectStatus(`axe-${colorScheme}.jpg`, 'submitted');
      await uploadPage.choose(copyAs('face-a.jpg', 'axe-face.jpg'), copyAs('portrait.png', 'axe-odd.jpg'), fileOf('axe-notes.txt', 'x'));
      await uploadPage.setTaskType('axe-face.jpg', 'Face Intelligence');
      await uploadPage.expectStatus('axe-notes.txt', 'rejected');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });

    test('jobs and a job', async ({ page, jobsPage, jobPage, sandbox }) => {
      const done = await sandbox.submit(copyAs('photo.jpg', 'a-rather-long-file-name-that-has-to-fit-somewhere-fake.jpg'), 1);
      const failed = await sandbox.submit(copyAs('clip.mp4', 'axe-fail.mp4'), 3);
      await sandbox.create(copyAs('tone.mp3', 'axe-never-sent.mp3'), 2);
      await sandbox.waitFor(done, 'completed');
      await sandbox.waitFor(failed, 'failed');
      await jobsPage.open();
      await jobsPage.expectStatus(failed, 'failed');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      for (const [jobId, status] of [[done, 'completed'], [failed, 'failed']] as const) {
        await jobPage.open(jobId);
        await jobPage.expectStatus(status);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
      await jobPage.button('Delete job').click();
      await expect(jobPage.dialog).toBeVisible();
      await expectAccessible(page);
    });

    test('a judged job, beside another, and the report on both', async ({ page, jobPage, sandbox }) => {
      const path = copyAs('photo.jpg', `axe-review-fake-${colorScheme}.jpg`, colorScheme);
      const ids = [await sandbox.submit(path, 1), await sandbox.submit(path, 5)];
      await Promise.all(ids.map((id) => sandbox.waitFor(id, 'completed')));
      await jobPage.open(ids[0] ?? '');
      await jobPage.expectStatus('completed');
      await page.getByRole('radio', { name: 'Authentic' }).check();
      await page.getByLabel('Reason').fill('It was there before the tool was');
      await page.getByLabel('Tags').fill('press, court');
      await page.getByRole('button', { name: 'Save judgement' }).click();
      await page.getByText('History (1 entry)').click();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.goto(`/compare?jobs=${ids.join(',')}`);
      await expect(page.getByRole('meter', { name: 'Confidence' })).toHaveCount(2);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.goto(`/report?jobs=${ids.join(',')}`);
      await expect(page.getByRole('button', { name: 'Download JSON' })).toBeEnabled();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    });

    for (const [path, heading] of [['/settings', 'Settings'], ['/compare', 'Compare'], ['/report', 'Report'], ['/sign-in', 'Sign in'], ['/nowhere', 'Page not found']] as const) {
      test(heading, async ({ page }) => {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      });
    }
  });
}
