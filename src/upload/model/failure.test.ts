import { expect, test } from 'vitest';
import { HttpError, NetworkError, ProtocolError, TimeoutError } from '#src/jobs-api/errors.ts';
import { afterFailure } from './failure-policy.ts';
import { MOST_ATTEMPTS, backoffMs } from './backoff.ts';
import { classifyFailure, explainFailure } from './failure.ts';
import { mayHaveHappened } from './fresh-jobs.ts';
import { JobEndedError, UnclearOutcomeError } from '#src/jobs-api/unclear-outcome.ts';
import { BytesMissingError, ReadingNotAllowedError, StorageError, StorageNotAllowedError, UploadAnswerLostError, UploadUrlExpiredError } from './transfer-error.ts';
import { testItem } from '../testing/items.ts';

const http = (status: number, code: string | null = null, retryAfterMs: number | null = null) =>
  new HttpError({ status, code, message: 'said', retryAfterMs, body: 'said' });
const storage = (status: number, code: string | null = null) => new StorageError(http(status, code));
const around = { now: 1_000, random: 0.5, online: true };

test.each([
  [http(401), { kind: 'hold', hold: 'signed-out' }],
  [http(400, 'IAM001'), { kind: 'hold', hold: 'signed-out' }],
  [http(402), { kind: 'hold', hold: 'no-credit' }],
  [http(400, 'U007'), { kind: 'hold', hold: 'no-credit' }],
  [http(403), { kind: 'hold', hold: 'forbidden' }],
  [http(408), { kind: 'transient', retryAfterMs: null }],
  [http(429, null, 7_000), { kind: 'transient', retryAfterMs: 7_000 }],
  [http(502), { kind: 'transient', retryAfterMs: null }],
  [http(400), { kind: 'final' }],
  [http(413), { kind: 'final' }],
  [new NetworkError('x'), { kind: 'transient', retryAfterMs: null }],
  [new TimeoutError('x'), { kind: 'transient', retryAfterMs: null }],
  [new ProtocolError('x', ''), { kind: 'transient', retryAfterMs: null }],
  [storage(403, 'AccessDenied'), { kind: 'url-refused' }],
  [storage(400, 'ExpiredToken'), { kind: 'url-refused' }],
  [storage(503, 'SlowDown'), { kind: 'transient', retryAfterMs: null }],
  [storage(400, 'EntityTooLarge'), { kind: 'final' }],
  [new BytesMissingError('x'), { kind: 'bytes-missing', needs: 'file' }],
  [new ReadingNotAllowedError('x'), { kind: 'bytes-missing', needs: 'leave' }],
  [new UploadUrlExpiredError('x'), { kind: 'url-refused' }],
  [new StorageNotAllowedError('https://storage.example'), { kind: 'final' }],
  [new UploadAnswerLostError('x'), { kind: 'transient', retryAfterMs: null }],
  [new JobEndedError('cancelled'), { kind: 'job-ended' }],
  [new UnclearOutcomeError({ call: 'finalize', jobId: '7', sentAt: 0, answer: 'no answer', reading: 'in line', choice: 'send-again' }), { kind: 'unclear', choice: 'send-again', reading: 'in line' }],
  [new HttpError({ status: 404, code: null, message: 'x', retryAfterMs: null, body: '<html>not here</html>' }), { kind: 'transient', retryAfterMs: null }],
  [new RangeError('a bug'), { kind: 'final' }],
])('%s is %o', (error, kind) => {
  expect(classifyFailure(error)).toEqual(kind);
  const problem = explainFailure(error);
  expect(problem.title).not.toBe('');
  expect(problem.advice).toMatch(/\.$/);
});

test.each([[http(500), true], [http(408), true], [new NetworkError('x'), true], [new TimeoutError('x'), true], [new ProtocolError('x', ''), true], [http(400), false], [http(402), false], [http(429), false]])(
  'after %s a job may exist: %s',
  (error, expected) => expect(mayHaveHappened(error)).toBe(expected),
);

test('a transient failure waits longer each time, and stops for a person at the limit', () => {
  const first = afterFailure(testItem({ state: { status: 'uploading' } }), http(500), around).item;
  expect(first).toMatchObject({ attempts: 1, state: { status: 'waiting', retry: { at: 1_500 } } });
  const last = afterFailure(testItem({ state: { status: 'uploading' }, attempts: MOST_ATTEMPTS - 1 }), http(500), around).item;
  expect(last.state.status).toBe('failed');
});

test('offline costs no attempt', () => {
  const { item } = afterFailure(testItem({ state: { status: 'uploading' }, attempts: 3 }), new NetworkError('x'), { ...around, online: false });
  expect(item).toMatchObject({ attempts: 3, state: { status: 'waiting' } });
});

test('a refused URL makes a fresh job and remembers the stale one, twice at most', () => {
  const job = { id: '7', openWord: 'waiting_for_finalize', finalizeAskedAt: null, finalizeAnswer: null, slots: [] };
  const fresh = afterFailure(testItem({ state: { status: 'uploading' }, job }), storage(403), around).item;
  expect(fresh).toMatchObject({ job: null, staleJobId: '7', renewals: 1, state: { status: 'waiting' } });
  const tired = afterFailure(testItem({ state: { status: 'uploading' }, job, renewals: 2 }), storage(403), around).item;
  expect(tired).toMatchObject({ job: { id: '7' }, state: { status: 'failed' } });
});

test('a refused step is the one that stops; a job that ended elsewhere is given up', () => {
  const held = (status: 'creating' | 'finalizing' | 'waiting') => afterFailure(testItem({ state: { status } }), http(403), around).hold;
  expect([held('creating'), held('finalizing'), held('waiting')]).toEqual(['create', 'finalize', 'read'].map((step) => ({ kind: 'forbidden', step })));
  const job = { id: '7', openWord: 'waiting_for_finalize', finalizeAskedAt: null, finalizeAnswer: null, slots: [] };
  expect(afterFailure(testItem({ state: { status: 'waiting' }, job }), new JobEndedError('cancelled'), around).item).toMatchObject({ job: null, state: { status: 'failed', needs: null } });
});

test('no credit holds the queue and fails nothing', () => {
  expect(afterFailure(testItem({ state: { status: 'creating' } }), http(402), around)).toMatchObject({ hold: { kind: 'no-credit' }, item: { state: { status: 'waiting' }, attempts: 0 } });
});

test('the wait grows to a minute, with full jitter, and never undercuts Retry-After', () => {
  expect(backoffMs(1, null, 1)).toBe(1_000);
  expect(backoffMs(3, null, 0.25)).toBe(1_000);
  expect(backoffMs(30, null, 1)).toBe(60_000);
  expect(backoffMs(1, 90_000, 0)).toBe(90_000);
});
