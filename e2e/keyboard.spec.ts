import type { Page } from '@playwright/test';

import { copyAs } from './media.ts';
import { expect, test } from './test.ts';

const FOCUSED_NAME = `(() => {
  const element = document.activeElement;
  if (element === null || element === document.body) return '';
  const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent ?? '';
  return label.trim().replaceAll(/\\s+/g, ' ');
})()`;

/** Presses Tab up to `presses` times and gives the name of each thing that got the focus. */
async function tabThrough(page: Page, presses: number): Promise<string[]> {
  const names: string[] = [];
  for (let n = 0; n < presses; n += 1) {
    await page.keyboard.press('Tab');
    names.push(await page.evaluate<string>(FOCUSED_NAME));
  }
  return names;
}

test('? opens the shortcuts, Escape closes them', async ({ page, jobsPage }) => {
  await jobsPage.open();
  await page.keyboard.press('Shift+?');
  const dialog = page.getByRole('dialog').filter({ hasText: /shortcuts/i });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await jobsPage.search.focus();
  await page.keyboard.type('why?');
  await expect(jobsPage.search).toHaveValue('why?');
  await expect(dialog).toBeHidden();
});

test('Tab reaches the navigation and the main things of the upload page, in that order', async ({ page, uploadPage }) => {
  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', 'by-keyboard.jpg'));
  await uploadPage.expectStatus('by-keyboard.jpg', 'staged');
  const reached = await tabThrough(page, 25);
  const wanted = [/^Upload$/, /^Jobs$/, /^Settings$/];
  const places = wanted.map((name) => reached.findIndex((label) => name.test(label)));
  expect(places, `in ${reached.join(' | ')}`).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  for (const name of [/Task type/, /Remove/, /Analyze 1 file/]) expect(reached.join(' | ')).toMatch(name);
});

test('Escape keeps a job that was about to be deleted, and gives the focus back', async ({ page, jobPage, sandbox }) => {
  const { jobId } = await sandbox.create(copyAs('photo.jpg', 'second-thoughts.jpg'), 1);
  await jobPage.open(jobId);
  await jobPage.button('Delete job').focus();
  await page.keyboard.press('Enter');
  await expect(jobPage.dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(jobPage.dialog).toBeHidden();
  await expect(jobPage.button('Delete job')).toBeFocused();
  expect((await sandbox.get(jobId)).jobId).toBe(jobId);
});

test('a job that opens by its link starts at its top, and has the focus', async ({ page, jobsPage, sandbox }) => {
  await sandbox.create(copyAs('photo.jpg', 'from-the-top.jpg'), 1);
  await page.setViewportSize({ width: 360, height: 400 });
  await jobsPage.open();
  await page.getByRole('link', { name: 'from-the-top.jpg' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'from-the-top.jpg' })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('main')).toBeFocused();
  expect(await page.evaluate('scrollY')).toBe(0);
});
