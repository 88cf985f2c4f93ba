import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { media } from './media.ts';
import { expect, test } from './test.ts';

const COUNT = 5_000;

test.use({ ownServer: true });

/** A folder with subfolders of small JPEGs, no two with the same bytes or size. */
function manyPhotos(): string {
  const root = mkdtempSync(join(tmpdir(), 'assay-many-'));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  for (let n = 0; n < COUNT; n += 1) {
    const folder = join(root, 'case', `part-${Math.floor(n / 500)}`);
    if (n % 500 === 0) mkdirSync(folder, { recursive: true });
    const path = join(folder, `photo-${String(n).padStart(4, '0')}.jpg`);
    copyFileSync(media('photo.jpg'), path);
    appendFileSync(path, 'x'.repeat(n));
  }
  return join(root, 'case');
}

/** Notes every task of the page that holds it up for 50 ms or more, from now on. */
async function watchLongTasks(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(`globalThis.longTasks = [];
    new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((entry) => Math.round(entry.duration)))).observe({ type: 'longtask' });`);
  return () => page.evaluate<number[]>('longTasks');
}

test('5,000 files from a folder are listed, set and taken off at once', { tag: '@slow' }, async ({ page, uploadPage }) => {
  test.setTimeout(480_000);
  const folder = manyPhotos();
  await uploadPage.open();
  const longTasks = await watchLongTasks(page);
  await page.evaluate(`document.querySelectorAll('input[type=file]').item(1).addEventListener('change', () => { globalThis.chosenAt = performance.now(); }, { capture: true });
    const look = () => {
      if (document.querySelector('main').textContent.includes('Analyze 5,000 files')) globalThis.stagedAt = performance.now();
      else requestAnimationFrame(look);
    };
    look();`);
  await page.getByLabel('Folder to analyze').setInputFiles(folder);
  await expect(page.getByRole('button', { name: 'Analyze 5,000 files' })).toBeEnabled({ timeout: 120_000 });
  const stagedMs = await page.evaluate<number>('Math.round(stagedAt - chosenAt)');
  test.info().annotations.push({ type: 'measured', description: `staged after ${stagedMs} ms, tasks over 50 ms so far: ${JSON.stringify(await longTasks())}` });

  // The list is virtual, and says how long it is all the same.
  const rows = uploadPage.files.getByRole('listitem');
  expect(await rows.count()).toBeLessThan(100);
  await expect(rows.first()).toHaveAttribute('aria-setsize', String(COUNT));
  await expect(uploadPage.item('photo-0000.jpg')).toContainText('case/part-0/');

  const bulk = page.getByLabel('Set all 5,000 images to');
  await bulk.selectOption({ label: 'Image Forgery Detection' });
  await expect(rows.first().getByRole('combobox', { name: 'Task type' })).toHaveValue('image-forgery-detection');
  await expect(async () => {
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    await expect(uploadPage.item('photo-4999.jpg')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await uploadPage.item('photo-4999.jpg').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('button', { name: 'Analyze 4,999 files' })).toBeVisible();
  await expect(uploadPage.item('photo-4999.jpg')).toHaveCount(0);
  test.info().annotations.push({ type: 'measured', description: `tasks over 50 ms in all: ${JSON.stringify(await longTasks())}` });

  // All of it is there after a reload, from disk alone.
  await expect.poll(() => uploadPage.losesOnClose(), { timeout: 300_000 }).toBe(false);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Analyze 4,999 files' })).toBeEnabled({ timeout: 60_000 });
});
