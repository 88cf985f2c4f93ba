import { expect, test } from 'vitest';
import type { JobSummary } from '#src/jobs-api/job.ts';
import { planPolling, requestsPerSecond } from './poll-plan.ts';

const NOW = 1_800_000_000_000;
const job = (id: number, change: Partial<JobSummary> = {}): JobSummary => ({ id: String(id), taskTypeId: '1', status: 'processing', statusWord: 'processing', createdAt: NOW, updatedAt: NOW, ...change });
const pageOf = (place: number) => Math.floor(place / 100) + 1;
const active = (...places: number[]) => places.map((place) => ({ job: job(place), place }));
const perMinute = (jobs: number) => planPolling(active(...Array.from({ length: jobs }, (_, place) => place)), pageOf, NOW, 0.5).reduce((sum, { everyMs }) => sum + 60_000 / everyMs, 0);

test('a page of the list stands for all of its jobs', () => {
  expect(planPolling(active(0, 1, 150, 151), pageOf, NOW, 0.5).map(({ ask }) => ask)).toEqual([{ kind: 'page', page: 1 }, { kind: 'page', page: 2 }]);
});

test('a job that is alone on its page is asked for itself', () => {
  expect(planPolling(active(7, 1_234), pageOf, NOW, 0.5).map(({ ask }) => ask)).toEqual([{ kind: 'page', page: 1 }, { kind: 'job', id: '1234' }]);
});

test.each([500, 1_000, 5_000])('%i jobs cost less than a twentieth of asking for each of them every 5 s, details included', (count) => {
  expect(perMinute(count)).toBeGreaterThan(0);
  expect(perMinute(count) + 0.4 * requestsPerSecond(count) * 60).toBeLessThanOrEqual((count * 12) / 20);
});

test('five hundred jobs are still asked about every few seconds', () => {
  for (const { everyMs } of planPolling(active(...Array.from({ length: 500 }, (_, place) => place)), pageOf, NOW, 1)) expect(everyMs).toBeLessThanOrEqual(3_000);
});

test('overdue jobs are followed, slowly', () => {
  const old = { createdAt: NOW - 3_600_000, updatedAt: NOW - 3_600_000 };
  expect(planPolling([{ job: job(1, old), place: 0 }, { job: job(2, old), place: 1 }], pageOf, NOW, 0.5)).toEqual([{ ask: { kind: 'page', page: 1 }, everyMs: 30_000 }]);
});

test('jobs of a list without an order are asked for one by one', () => {
  expect(planPolling(active(0, 1), () => null, NOW, 0.5).map(({ ask }) => ask)).toEqual([{ kind: 'job', id: '0' }, { kind: 'job', id: '1' }]);
});
