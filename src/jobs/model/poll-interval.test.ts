import { expect, test } from 'vitest';
import { HttpError, NetworkError } from '#src/jobs-api/errors.ts';
import type { JobSummary } from '#src/jobs-api/job.ts';
import { pollAfterMs, retryAfterMs } from './poll-interval.ts';

const job = (status: JobSummary['status'], updatedAt: number | null): JobSummary => ({ id: '1', taskTypeId: '1', status, statusWord: status, createdAt: null, updatedAt });

test('nothing is asked when nothing is going on', () => {
  expect(pollAfterMs([job('completed', 0), job('waiting_for_finalize', 0)], 1_000, 0.5)).toBe(false);
  expect(pollAfterMs([], 1_000, 0.5)).toBe(false);
});

test('the youngest job sets the pace, between one and fifteen seconds', () => {
  expect(pollAfterMs([job('queued', 99_000), job('processing', 0)], 100_000, 0.5)).toBe(1_000);
  expect(pollAfterMs([job('processing', 40_000)], 100_000, 0.5)).toBe(3_000);
  expect(pollAfterMs([job('processing', 0)], 1e9, 0.5)).toBe(15_000);
  expect(pollAfterMs([job('unknown', null)], 100_000, 0.5)).toBe(1_000);
});

const notFound = (body: string) => new HttpError({ status: 404, code: null, message: 'x', retryAfterMs: null, body, fromApi: body.startsWith('{') });
const http = (status: number, wait: number | null) => new HttpError({ status, code: null, message: '', retryAfterMs: wait, body: '' });

test('a server that could not answer is asked again after five seconds, or later when it says so', () => {
  expect(retryAfterMs(new NetworkError('x'))).toBe(5_000);
  expect(retryAfterMs(http(503, null))).toBe(5_000);
  expect(retryAfterMs(http(429, 30_000))).toBe(30_000);
  expect(retryAfterMs(http(429, 100))).toBe(5_000);
});

test('a request that was refused is not sent again and again', () => {
  for (const status of [400, 401, 403]) expect(retryAfterMs(http(status, null))).toBeNull();
});

test('a 404 in JSON is an answer, the page of an ingress in its place is not', () => {
  expect(retryAfterMs(notFound('{"statusCode":404,"message":"Job not found"}'))).toBeNull();
  expect(retryAfterMs(notFound('<html>404 Not Found</html>'))).toBe(5_000);
});
