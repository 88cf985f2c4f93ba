import { routeApi } from './api-route.ts';
import { expect, test } from './test.ts';

const WORDS = ['AWAITING_REVIEW', 'escalated', 'PROCESSED', 'on hold'] as const;
const CREATED = '2026-03-03T10:00:00.000Z';

/** Jobs as a newer platform might give them: statuses, a task type and fields this version has never heard of. */
const JOBS = WORDS.map((status, n) => ({
  jobId: `odd-${n}`,
  taskTypeId: n === 1 ? '42' : '1',
  status,
  createdAt: CREATED,
  updatedAt: CREATED,
  priority: 'blue',
}));

test('statuses nobody has heard of are shown as they came', async ({ page, jobsPage, jobPage }) => {
  await routeApi(page, 'list', (route) =>
    route.fulfill({ json: { data: JOBS, pagination: { page: 1, limit: 100, total: JOBS.length, pages: 1 } } }),
  );
  await routeApi(page, 'detail', async (route) => {
    const jobId = new URL(route.request().url()).pathname.split('/').at(-1);
    const job = JOBS.find((candidate) => candidate.jobId === jobId);
    await (job === undefined ? route.fallback() : route.fulfill({ json: { ...job, inputs: [], result: { mood: 'curious' } } }));
  });

  await jobsPage.open();
  await jobsPage.expectStatus('odd-0', 'AWAITING_REVIEW');
  await expect(jobsPage.row('odd-0')).toContainText('AWAITING_REVIEW');
  await jobsPage.expectStatus('odd-1', 'escalated');
  await jobsPage.expectStatus('odd-3', 'on hold');
  // `processed` in any letter case is the deployed word for completed (wire format, section 5.2).
  await jobsPage.expectStatus('odd-2', 'completed');

  await jobPage.open('odd-0');
  await jobPage.expectStatus('AWAITING_REVIEW');
  await expect(jobPage.main).toContainText('AWAITING_REVIEW');
  await expect(jobPage.region('Raw result')).toContainText('curious');
});
