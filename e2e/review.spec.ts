import { readFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';

import { routeApi } from './api-route.ts';
import { copyAs, fileOf } from './media.ts';
import { expect, test } from './test.ts';

/** What a page saves when `act` is done, as text. */
async function savedBy(page: Page, act: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all<[Promise<Download>, Promise<void>]>([page.waitForEvent('download'), act()]);
  return readFileSync(await download.path(), 'utf8');
}

/** Chooses `path` in the file dialog that `act` opens. */
async function choosing(page: Page, path: string, act: () => Promise<void>): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), act()]);
  await chooser.setFiles(path);
}

const judgement = (page: Page) => page.getByRole('region', { name: 'Judgement', exact: true });

test('a judgement by keyboard: draft, save, disagreement, undo, history; it survives reloads and shows in other tabs', async ({ page, context, jobPage, sandbox }) => {
  const jobId = await sandbox.submit(copyAs('photo.jpg', 'judged-fake.jpg', 'judged'), 1);
  await sandbox.waitFor(jobId, 'completed');
  await jobPage.open(jobId);
  await expect(judgement(page).getByRole('radio', { name: 'Authentic' })).not.toBeChecked();
  await page.keyboard.press('a');
  await expect(judgement(page).getByRole('radio', { name: 'Authentic' })).toBeFocused();
  await judgement(page).getByLabel('Reason').fill('Seen the negative');
  await judgement(page).getByLabel('Tags').fill('press, court, press');
  await page.reload();
  await expect(judgement(page).getByLabel('Reason')).toHaveValue('Seen the negative');
  await judgement(page).getByLabel('Notes').fill('Line one\n<b>not markup</b>');

  const other = await context.newPage();
  await other.goto(`/jobs/${jobId}`);
  await expect(judgement(other)).toBeVisible();
  await page.keyboard.press('Control+Enter');
  for (const tab of [page, other]) {
    await expect(judgement(tab)).toContainText('You disagree with the detector: it says likely manipulated, you say authentic.');
  }
  await page.reload();
  await expect(judgement(page)).toContainText('You disagree');
  await expect(judgement(page).getByLabel('Tags')).toHaveValue('press, court');
  await page.keyboard.press('i');
  await page.keyboard.press('Control+Enter');
  await expect(judgement(page)).not.toContainText('You disagree');
  await judgement(page).getByText('History (2 entries)').click();
  await expect(judgement(page).getByRole('listitem').first()).toContainText('Inconclusive');
  await judgement(page).getByRole('button', { name: 'Undo' }).click();
  await expect(judgement(page)).toContainText('You disagree');
  await expect(judgement(page)).toContainText('History (3 entries)');
});

test('judgements of another browser are merged by time, and what they replace stays in the history', async ({ page, browser, assay, jobPage, sandbox, baseURL }) => {
  const jobId = await sandbox.submit(copyAs('photo.jpg', 'merged-real.jpg', 'merged'), 1);
  await sandbox.waitFor(jobId, 'completed');
  const judge = async (at: Page, verdict: string, reason: string) => {
    await at.goto(`${assay.url}/jobs/${jobId}`);
    await judgement(at).getByRole('radio', { name: verdict }).check();
    await judgement(at).getByLabel('Reason').fill(reason);
    await judgement(at).getByRole('button', { name: 'Save judgement' }).click();
    await expect(judgement(at)).toContainText('History (1 entry)');
  };
  await judge(page, 'Authentic', 'first analyst');
  const elsewhere = await browser.newContext({ baseURL: baseURL ?? '' });
  const theirs = await elsewhere.newPage();
  await judge(theirs, 'Manipulated', 'second analyst');
  await theirs.goto(`${assay.url}/settings`);
  await expect(theirs.getByRole('region', { name: 'Judgements' })).toContainText('1 job judged');
  const file = fileOf('judgements.json', await savedBy(theirs, () => theirs.getByRole('button', { name: 'Export judgements' }).click()));
  await elsewhere.close();

  await page.goto('/settings');
  const section = page.getByRole('region', { name: 'Judgements' });
  const take = () => section.getByRole('button', { name: 'Import judgements' }).click();
  await choosing(page, file, take);
  await expect(section).toContainText('1 entry added, 0 entries known already.');
  await expect(section).toContainText('Another judgement holds now for 1 job');
  await choosing(page, file, take);
  await expect(section).toContainText('0 entries added, 1 entry known already.');
  await choosing(page, fileOf('junk.json', '{"entries":[]}'), take);
  await expect(page.getByRole('status', { name: 'Notifications' })).toContainText('This is no file of judgements');

  await jobPage.open(jobId);
  await expect(judgement(page).getByLabel('Reason')).toHaveValue('second analyst');
  await judgement(page).getByText('History (2 entries)').click();
  await expect(judgement(page)).toContainText('first analyst');
});

test('thresholds move the band and its mark, are kept, exported and imported, and hold in the table', async ({ page, jobPage, jobsPage, sandbox }) => {
  const jobId = await sandbox.submit(copyAs('photo.jpg', 'threshold-fake.jpg', 'threshold'), 1);
  await sandbox.waitFor(jobId, 'completed');
  await jobPage.open(jobId);
  await expect(jobPage.verdict).toContainText('Likely manipulated');
  await expect(jobPage.verdict).toContainText('below 70% uncertain');
  await page.goto('/settings');
  const section = page.getByRole('region', { name: 'Thresholds' });
  const field = section.getByRole('group', { name: 'AI Image Detector' }).getByLabel('Likely manipulated from');
  await field.fill('99.9');
  await field.press('Enter');
  const exported = await savedBy(page, () => section.getByRole('button', { name: 'Export thresholds' }).click());
  expect(JSON.parse(exported)).toMatchObject({ kind: 'assay-thresholds', thresholds: { 'ai-image-detection': { authentic: 0.7, manipulated: 0.999 }, 'face-liveness-detection': { manipulated: 0.7 } } });
  await field.fill('20');
  await field.press('Enter');
  await expect(field).toHaveValue('99.9');

  await jobPage.open(jobId);
  await expect(jobPage.verdict).toContainText('Uncertain');
  await expect(jobPage.verdict).toContainText('below 99.9% uncertain');
  const [meter, mark] = await Promise.all([jobPage.confidence.boundingBox(), jobPage.verdict.locator('meter + span').boundingBox()]);
  expect(((mark?.x ?? 0) + (mark?.width ?? 0) / 2 - (meter?.x ?? 0)) / (meter?.width ?? 1)).toBeCloseTo(0.999, 2);
  await jobsPage.open();
  await expect(jobsPage.row(jobId)).toContainText('Uncertain');

  await page.goto('/settings');
  await section.getByRole('button', { name: /Reset all/ }).click();
  await expect(field).toHaveValue('70');
  await choosing(page, fileOf('thresholds.json', exported), () => section.getByRole('button', { name: 'Import thresholds' }).click());
  await expect(field).toHaveValue('99.9');
  await choosing(page, fileOf('odd.json', exported.replace('0.999', '7')), () => section.getByRole('button', { name: 'Import thresholds' }).click());
  await expect(page.getByRole('status', { name: 'Notifications' })).toContainText('This is no file of thresholds');
  await expect(field).toHaveValue('99.9');
});

test('jobs side by side: the same file through two detectors, another file, and one that is not there', async ({ page, sandbox, expectHttpErrors }) => {
  expectHttpErrors([404]);
  const path = copyAs('photo.jpg', 'compared-fake.jpg', 'compared');
  const ids = [await sandbox.submit(path, 1), await sandbox.submit(path, 5)];
  const authentic = await sandbox.submit(copyAs('portrait.png', 'compared-real.png'), 1);
  await Promise.all([...ids, authentic].map((id) => sandbox.waitFor(id, 'completed')));
  await page.goto(`/compare?jobs=${ids.join(',')}`);
  const comparison = page.getByRole('status', { name: 'Comparison' });
  await expect(comparison).toContainText('The findings: 2 × likely manipulated.');
  await expect(comparison).toContainText('All are about the same file');
  await page.getByLabel('Job id').fill(authentic);
  await page.getByRole('button', { name: 'Add to comparison' }).click();
  await expect(comparison).toContainText('The findings differ');
  await expect(comparison).toContainText('These are different files');
  await expect(page.getByRole('meter', { name: 'Confidence' })).toHaveCount(3);
  await page.getByLabel('Job id').fill('999999');
  await page.getByLabel('Job id').press('Enter');
  await expect(page.getByRole('alert')).toContainText('does not exist');
  await page.getByRole('listitem').filter({ has: page.getByRole('alert') }).getByRole('link', { name: 'Remove from comparison' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('meter', { name: 'Confidence' })).toHaveCount(3);
});

test('a file is run with other detectors without choosing it again, once each', async ({ page, uploadPage, jobPage, sandbox }) => {
  const name = 'again-fake.jpg';
  await uploadPage.open();
  await uploadPage.choose(copyAs('photo.jpg', name, 'again'));
  await uploadPage.analyze();
  const jobId = await uploadPage.viewJob(name);
  await jobPage.expectStatus('completed');
  const section = page.getByRole('region', { name: 'Other detectors' });
  await expect(section).toContainText('Makes 4 new jobs; each costs credits.');
  await section.getByRole('checkbox', { name: /Face Liveness/ }).uncheck();
  await section.getByRole('checkbox', { name: /Face Intelligence/ }).uncheck();
  await expect(section).toContainText('Makes 2 new jobs');
  await section.getByRole('button', { name: 'Run with 2 other detectors' }).click();
  const others = section.getByRole('list', { name: 'The same file in other jobs' }).getByRole('listitem');
  await expect(others).toHaveCount(2);
  await expect(section).toContainText('Image Forgery Detection, job');
  await expect(section).toContainText('Document Intelligence, job');
  await section.getByRole('link', { name: 'Compare these' }).click();
  await expect(page.getByRole('status', { name: 'Comparison' })).toContainText('All are about the same file');
  await expect(page.getByRole('meter', { name: 'Confidence' })).toHaveCount(3);
  const ids = (new URL(page.url()).searchParams.get('jobs') ?? '').split(',');
  expect(ids[0]).toBe(jobId);
  const hashes = await Promise.all(ids.map((id) => sandbox.inputHashes(id)));
  expect(new Set(hashes.flat()).size).toBe(1);
});

test('the next job to review is the one in doubt, not the one that is clear', async ({ page, jobsPage, jobPage, sandbox }) => {
  const clear = await sandbox.submit(copyAs('photo.jpg', 'queue-real.jpg', 'queue-a'), 1);
  const doubtful = await sandbox.submit(copyAs('photo.jpg', 'queue-uncertain.jpg', 'queue-b'), 1);
  const first = await sandbox.submit(copyAs('photo.jpg', 'queue-fake.jpg', 'queue-c'), 1);
  await Promise.all([clear, doubtful, first].map((id) => sandbox.waitFor(id, 'completed')));
  await jobsPage.open('?q=queue-');
  for (const id of [clear, doubtful, first]) await expect(jobsPage.row(id)).toContainText('queue-');
  await jobsPage.row(first).getByRole('link', { name: 'queue-fake.jpg' }).click();
  await jobPage.expectStatus('completed');
  await page.keyboard.press('n');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/uncertain/);
});

test('a result that is nested as deep as the page takes, or very long, is shown as a tree that claims nothing', async ({ page, jobPage }) => {
  const deep = `${'{"a":'.repeat(90)}1${'}'.repeat(90)}`;
  const result = `{"__proto__":{"isForged":true},"<img src=x onerror=alert(1)>":"\u202Egpj.exe","deep":${deep},"long":[${'7,'.repeat(200_000)}7]}`;
  const answer = `{"jobId":"hostile","taskTypeId":5,"status":"completed","result":${result}}`;
  await routeApi(page, 'detail', (route) => route.fulfill({ status: 200, contentType: 'application/json', body: answer }));
  await jobPage.open('hostile');
  await expect(jobPage.verdict).toContainText('No verdict this version can read');
  await expect(jobPage.confidence).toHaveCount(0);
  const raw = jobPage.region('Raw result');
  await expect(raw).toContainText('"<img src=x onerror=alert(1)>"');
  await raw.getByText('"long": list of 200,001').click();
  await expect(raw.getByRole('button', { name: /Show 100 more/ })).toBeVisible();
  const saved = await savedBy(page, () => raw.getByRole('button', { name: 'Download' }).click());
  expect(saved).toContain('"a": 1');
  await page.goto('/report?jobs=hostile');
  await expect(page.getByRole('article')).toContainText('Only the beginning is shown');
});
