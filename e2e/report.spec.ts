import { readFileSync } from 'node:fs';

import { copyAs, sha256Of } from './media.ts';
import { textOfPdf } from './pdf-text.ts';
import { expect, test } from './test.ts';

test('a report of two jobs: what is on the page, on paper, and in the JSON', async ({ page, uploadPage, jobPage, sandbox }) => {
  const name = '<img src=x onerror=alert(1)> fake \u202Egpj.jpg';
  const path = copyAs('photo.jpg', name, 'report');
  await uploadPage.open();
  await uploadPage.choose(path);
  await uploadPage.analyze();
  await expect(page.locator('[data-upload-status=submitted]')).toHaveCount(1);
  await page.getByRole('link', { name: 'View job' }).click();
  await jobPage.expectStatus('completed');
  const sha256 = sha256Of(path);
  await expect(jobPage.region('Details')).toContainText(sha256);
  await page.getByRole('radio', { name: 'Inconclusive' }).check();
  await page.getByLabel('Reason').fill('Needs the original');
  await page.getByRole('button', { name: 'Save judgement' }).click();
  await expect(page.getByText('History (1 entry)')).toBeVisible();
  await page.getByRole('button', { name: 'Read provenance' }).click();
  await expect(page.getByRole('region', { name: 'Content Credentials' })).toBeVisible();
  const jobId = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '');
  const other = await sandbox.submit(copyAs('tone.mp3', 'report-real.mp3', 'report'), 2);
  await sandbox.waitFor(other, 'completed');

  await page.goto(`/report?jobs=${jobId},${other}`);
  await expect(page.getByRole('button', { name: 'Download JSON' })).toBeEnabled();
  const articles = page.getByRole('article');
  await expect(articles).toHaveCount(2);
  await expect(articles.first().getByRole('heading', { level: 2 })).toHaveText(name);
  for (const text of [sha256, 'Likely manipulated', 'Thresholds: likely authentic from 70%', 'Inconclusive', 'Needs the original', 'Finalized, by this browser', 'does not prove', 'Simulated', 'Content Credentials']) {
    await expect(articles.first()).toContainText(text);
  }
  await expect(articles.nth(1)).toContainText('Not judged by an analyst');
  await expect(articles.nth(1)).toContainText('was not read on this device');
  const pictures = articles.first().getByRole('img');
  await expect(pictures).toHaveCount(2);
  const widths = await page.evaluate<number[]>("Array.from(document.querySelectorAll('article img'), (image) => image.naturalWidth)");
  expect(widths.filter((width) => width > 100)).toHaveLength(2);

  const text = textOfPdf(await page.pdf()).replaceAll(/\s+/g, '');
  expect(text).toContain(sha256);
  expect(text).toContain('Needstheoriginal');
  expect(text).toContain('report-real.mp3');
  expect(text).toContain('simulated');
  expect(text).not.toContain('DownloadJSON');

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download JSON' }).click()]);
  const json = readFileSync(await download.path(), 'utf8');
  // A report is handed on: it must not open the media to whoever reads it.
  expect(json).not.toMatch(/signature=[0-9a-f]/i);
  expect(json).toContain('heatmap.png?…');
  const report = JSON.parse(json);
  const version = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
  expect(report).toMatchObject({
    kind: 'assay-report',
    madeWith: `Assay ${version}`,
    simulated: true,
    jobs: [
      { jobId, file: { name, sha256, sha256From: 'this browser' }, finding: { band: 'manipulated', likelyFrom: { manipulated: 0.7 }, simulated: true }, judgement: { verdict: 'inconclusive', reason: 'Needs the original' }, provenance: { version: 1 }, rawResult: { simulated: true, isAiGenerated: true } },
      { jobId: other, taskType: { name: 'AI Audio Detector' }, judgement: null, finding: { direction: 'authentic' } },
    ],
  });
  expect(report.jobs[0].evidencePictures.map((picture: { dataUrl: string }) => picture.dataUrl.slice(0, 23))).toEqual(['data:image/jpeg;base64,', 'data:image/jpeg;base64,']);
});

test('the picture of a video is the frame in which a face is marked', async ({ page, sandbox }) => {
  const jobId = await sandbox.submit(copyAs('clip.webm', 'report-fake.webm'), 4);
  await sandbox.waitFor(jobId, 'completed');
  await page.goto(`/report?jobs=${jobId}`);
  await expect(page.getByRole('img', { name: /^Frame \d+ of the uploaded video, with the faces that the result marks$/ })).toBeVisible();
  const size = await page.evaluate<number[]>("Array.from(document.querySelectorAll('article img'), (image) => image.naturalWidth)");
  expect(size[0]).toBeGreaterThan(100);
});

test('a job that is not there is said, and can be left out', async ({ page, sandbox, expectHttpErrors }) => {
  expectHttpErrors([404]);
  const jobId = await sandbox.submit(copyAs('photo.jpg', 'left-real.jpg', 'left'), 1);
  await sandbox.waitFor(jobId, 'completed');
  await page.goto(`/report?jobs=${jobId},999998`);
  await expect(page.getByRole('alert')).toContainText('does not exist');
  await page.getByRole('link', { name: 'Leave it out' }).click();
  await expect(page.getByRole('article')).toHaveCount(1);
});
