import { expect, test } from 'vitest';
import { afterFailure } from './failure-policy.ts';
import { explainFailure } from './failure.ts';
import { FreshJobsUsedUpError } from './fresh-jobs.ts';
import { UploadUrlExpiredError } from './transfer-error.ts';
import { testItem } from '../testing/items.ts';
import { toQueue, withDecision } from './transitions.ts';

const around = { now: 1_000, random: 0.5, online: true };
const job = { id: '7', openWord: 'initiated', finalizeAskedAt: 500, finalizeAnswer: 'no answer', slots: [] };

test('after a finalize was sent, an expired upload address makes no fresh job without a person', () => {
  const item = testItem({ state: { status: 'uploading' }, job, finalizesSent: 1 });
  const { item: failed } = afterFailure(item, new UploadUrlExpiredError('expired'), around);
  expect(failed).toMatchObject({ job, state: { status: 'failed', choice: 'fresh-job', problem: { advice: expect.stringContaining('A finalize was sent for this file before') } } });
  const decided = toQueue(withDecision(failed));
  expect(decided && afterFailure(decided, new UploadUrlExpiredError('expired'), around).item).toMatchObject({ job: null, staleJobId: '7', state: { status: 'waiting' }, finalizesSent: 1 });
});

test('without a finalize, an expired upload address is renewed by itself', () => {
  const item = testItem({ state: { status: 'uploading' }, job: { ...job, finalizeAskedAt: null } });
  expect(afterFailure(item, new UploadUrlExpiredError('expired'), around).item).toMatchObject({ job: null, staleJobId: '7', state: { status: 'waiting' } });
});

test('"nothing was charged" is said only of a file that no finalize was ever sent for', () => {
  expect(explainFailure(new FreshJobsUsedUpError('x')).advice).toContain('Nothing was charged');
  expect(explainFailure(new FreshJobsUsedUpError('x'), 2).advice).toContain('2 finalizes were sent for this file before, and may have been charged');
});

test('pause and resume leave the cap on fresh jobs as it is; Retry, after having been told, allows one more and forgets none', () => {
  expect(toQueue(testItem({ renewals: 2, state: { status: 'paused' } }))?.renewals).toBe(2);
  expect(toQueue(testItem({ renewals: 2, state: { status: 'failed', needs: null, problem: { title: '', advice: '', said: null } } }))?.renewals).toBe(1);
  const failed = { status: 'failed', needs: null, problem: { title: '', advice: '', said: null } } as const;
  const again = toQueue(testItem({ renewals: 2, finalizesSent: 3, job: { ...job, finalizeAskedAt: null }, state: failed }));
  expect(again?.finalizesSent).toBe(3);
  const renewed = again && afterFailure(again, new UploadUrlExpiredError('expired'), around).item;
  expect(renewed).toMatchObject({ renewals: 2, state: { status: 'waiting' } });
  expect(renewed && afterFailure({ ...renewed, job: { ...job, finalizeAskedAt: null } }, new UploadUrlExpiredError('expired'), around).item.state.status).toBe('failed');
});
