import { readFileSync } from 'node:fs';

import type { Page } from '@playwright/test';

import { routeApi } from './api-route.ts';
import { expectAccessible } from './axe.ts';
import { media } from './media.ts';
import { serveMedia } from './shown-job.ts';
import { expect, test } from './test.ts';

/** What the newest clients read of completed jobs, by id (wire format, section 6.5). */
const ANSWERS: Readonly<Record<string, { readonly type: string; readonly slug: string; readonly result: unknown }>> = {
  9001: { type: '8', slug: 'face-intelligence', result: { isDeepFake: false, isLiveness: false, isSimilar: null, RealConfidencePercent: '96' } },
  9002: { type: '7', slug: 'face-liveness-detection', result: { isLiveness: true, isSpoof: true, confidence: 0.9 } },
  9003: { type: '7', slug: 'face-liveness-detection', result: { status: 'error', errors: ['No face found'] } },
  9004: { type: '4', slug: 'faceswap-detection', result: { identityPredictions: [{ identityId: 0, isDeepFake: true }, { identityId: 1, isDeepFake: false }], boundingBoxes: { 0: { boundingBox: { frame_0: [1, 2, 3, 4] }, class: 'fake', confidence: 0.98 } } } },
  9005: { type: '13', slug: 'pdf-tampering-detection', result: { isFake: true, fakePages: [1, 3], totalPages: 3 } },
};

/** Answers the list and the details with {@link ANSWERS}. */
async function answerWithThem(page: Page, documentUrl: string): Promise<void> {
  const jobs = Object.entries(ANSWERS).map(([id, { type, slug, result }]) => ({
    id, taskTypeId: type, status: 'PROCESSED', createdAt: '2026-11-28T09:00:00Z', updatedAt: '2026-11-28T09:01:00Z',
    taskType: { id: type, slug, displayName: slug, description: '', inputSlots: [] }, result,
    artifacts: slug === 'pdf-tampering-detection' ? [{ id: 'a', kind: 'input', slotName: 'original', contentType: 'application/pdf', downloadUrl: documentUrl }] : [],
  }));
  await routeApi(page, 'list', (route) => route.fulfill({ json: { items: jobs.map(({ result: _result, artifacts: _artifacts, taskType: _taskType, ...listed }) => listed), total: jobs.length, page: 1, pageSize: 100 } }));
  await routeApi(page, 'detail', async (route) => {
    const id = new URL(route.request().url()).pathname.split('/').at(-1);
    const job = jobs.find((known) => known.id === id);
    await (job === undefined ? route.fallback() : route.fulfill({ json: job }));
  });
}

test.beforeEach(async ({ page, assay }) => answerWithThem(page, await serveMedia(page, assay.url, 'tampered.pdf', readFileSync(media('page.pdf')), 'application/pdf')));

test('each finding stands by itself, with what was not checked, and a number that is of neither is no confidence', async ({ page, jobPage }) => {
  await jobPage.open('9001');
  const { verdict } = jobPage;
  await expect(verdict.getByRole('list', { name: 'Findings' }).getByRole('listitem')).toHaveText([
    'The detector found no signs of a swapped face.',
    'Not live: the detector found signs that no live person was in front of the camera.',
  ]);
  await expect(verdict).toContainText('Uncertain');
  await expect(verdict).toContainText('Not checked: similarity.');
  await expect(verdict).toContainText('RealConfidencePercent is given as 96: it belongs to none of the findings alone.');
  await expect(jobPage.confidence).toHaveCount(0);
  await expect(verdict).not.toContainText(/authentic|96%|No confidence is given/i);
  await expectAccessible(page);
});

test('a result that contradicts itself has no verdict, and says where', async ({ page, jobPage }) => {
  await jobPage.open('9002');
  await expect(jobPage.verdict.getByText('The result contradicts itself.', { exact: true })).toBeVisible();
  await expect(jobPage.verdict.getByRole('list', { name: 'Contradictions' }).getByRole('listitem')).toHaveText(['isSpoof and isLiveness say the opposite of each other']);
  await expect(jobPage.verdict.getByRole('list', { name: 'Findings' })).toHaveCount(0);
  await expect(jobPage.verdict).toContainText('No verdict');
  await expect(jobPage.verdict).not.toContainText('No confidence is given');
  await expect(jobPage.confidence).toHaveCount(0);
  await expectAccessible(page);
});

test('a face makes the claim, and its confidence is said to be its own', async ({ page, jobPage }) => {
  await jobPage.open('9004');
  await expect(jobPage.verdict.getByText('Likely manipulated', { exact: true })).toBeVisible();
  await expect(jobPage.confidence).toHaveAttribute('value', '0.98');
  await expect(jobPage.verdict).toContainText('Confidence in this finding: 98%, the detector’s own for face 0');
  await expect(jobPage.region('Evidence').getByRole('listitem')).toHaveText(['Face 0: signs of manipulation (confidence 98%), marked in 1 frame.', 'Face 1: no signs of manipulation.']);
  await expectAccessible(page);
});

test('a failed worker is said on the page, in the report and in the counts, never as a verdict', async ({ page, jobPage, jobsPage }) => {
  await jobPage.open('9003');
  await expect(jobPage.verdict).toContainText('Failed in the worker: No face found.');
  await expect(jobPage.verdict).toContainText('Nothing is known of this file.');
  await expect(jobPage.verdict).not.toContainText(/verdict:|likely|uncertain|proof/i);
  await expectAccessible(page);
  await page.goto('/report?jobs=9003');
  await expect(page.getByRole('article')).toContainText('Failed in the worker: No face found.');
  await expect(page.getByRole('article')).not.toContainText(/likely|uncertain/i);
  await jobsPage.open();
  const counts = page.getByRole('group', { name: 'Jobs by verdict' });
  await expect(counts.getByRole('button')).toHaveText(['Uncertain2', 'Likely manipulated1', 'No verdict1', 'Failed in the worker1']);
  await counts.getByRole('button', { name: 'Failed in the worker' }).click();
  await expect(page).toHaveURL(/verdict=worker-failed/);
  await expect(page.locator('[data-job-id]')).toHaveCount(1);
  await expect(page.locator('[data-job-id="9003"]')).toContainText('Failed in the worker');
});

test('pages called fake are marked in the document and named in the report', async ({ page, jobPage }) => {
  await jobPage.open('9005');
  await expect(jobPage.verdict).toContainText('The result calls pages 1, 3 of 3 fake.');
  const evidence = jobPage.region('Evidence');
  await expect(evidence.getByRole('img', { name: 'Page 1' })).toHaveAttribute('data-drawn', '1');
  await expect(evidence.getByRole('status').filter({ hasText: 'The result calls this page fake.' })).toBeVisible();
  const pages = evidence.getByRole('list', { name: 'Pages that the result calls fake' });
  await expect(pages.getByRole('button', { name: 'Page 1: called fake' })).toBeEnabled();
  // A result may speak of more pages than the document has.
  await expect(pages.getByRole('button', { name: 'Page 3 (not in this document)' })).toBeDisabled();
  await expectAccessible(page);
  await page.goto('/report?jobs=9005');
  await expect(page.getByRole('article')).toContainText('The result calls pages 1, 3 of 3 fake.');
});
