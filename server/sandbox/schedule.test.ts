import { DatabaseSync } from 'node:sqlite';

import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';

import { changedAt, DEFAULT_PACE, type JobTimes, planOf, STATUS_SQL, statusOf } from './schedule.ts';
import { offeredTypes } from './task-types.ts';

const moment = fc.integer({ min: 0, max: 100 });
const times: fc.Arbitrary<JobTimes> = fc
  .record({ steps: fc.array(moment, { minLength: 4, maxLength: 4 }), finalized: fc.boolean(), cancelled: fc.boolean(), failure: fc.constantFrom(null, 'why') })
  .map(({ steps, finalized, cancelled, failure }) => {
    const [createdAt = 0, queuedAt = 0, startsAt = 0, endsAt = 0] = steps.toSorted((a, b) => a - b);
    return { createdAt, queuedAt: finalized ? queuedAt : null, startsAt: finalized ? startsAt : null, endsAt: finalized ? endsAt : null, failure, cancelledAt: cancelled ? startsAt : null };
  });

test('the database and the program agree on every status', () => {
  using database = new DatabaseSync(':memory:');
  const query = database.prepare(
    `SELECT ${STATUS_SQL} AS status FROM (SELECT :queued AS queued_at, :starts AS starts_at, :ends AS ends_at, :failure AS failure, :cancelled AS cancelled_at)`,
  );
  fc.assert(
    fc.property(times, moment, (job, now) => {
      const row = query.get({ ':now': now, ':queued': job.queuedAt, ':starts': job.startsAt, ':ends': job.endsAt, ':failure': job.failure, ':cancelled': job.cancelledAt });
      expect(row?.['status']).toBe(statusOf(job, now));
    }),
  );
});

test('a status never goes back, and each change has its time', () => {
  const order = ['waiting_for_finalize', 'queued', 'processing', 'completed', 'failed', 'cancelled'];
  fc.assert(
    fc.property(times, moment, moment, (job, one, other) => {
      const [now, later] = one < other ? [one, other] : [other, one];
      expect(order.indexOf(statusOf(job, later))).toBeGreaterThanOrEqual(order.indexOf(statusOf(job, now)));
      expect(changedAt(job, later)).toBeGreaterThanOrEqual(changedAt(job, now));
    }),
  );
});

test('an overdue job is still processing long after its limit, whatever its type', () => {
  for (const type of offeredTypes('current')) {
    const plan = planOf('overdue.mp4', type, 0, DEFAULT_PACE);
    expect(statusOf({ createdAt: 0, cancelledAt: null, ...plan }, type.timeoutMs * 1.9)).toBe('processing');
  }
});
