import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HttpError } from '#src/jobs-api/errors.ts';
import { batches, dismissBatch, runBatch, stopBatch } from './batches.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  for (const { id } of batches.getState()) dismissBatch(id);
});

const WORDS = { doing: 'Cancelling', done: 'cancelled' };
const http = (status: number, retryAfterMs: number | null = null) => new HttpError({ status, code: 'X', message: 'said so', retryAfterMs, body: '{"code":"X"}' });
const ids = (count: number) => Array.from({ length: count }, (_, n) => String(n));

test('what is refused is reported by its reason, the others are done', async () => {
  const outcome = runBatch(WORDS, ids(30), async (id) => {
    if (Number(id) % 10 === 0) throw http(409);
  });
  await vi.runAllTimersAsync();
  expect((await outcome).refused).toHaveLength(3);
  const [batch] = batches.getState();
  expect(batch).toMatchObject({ total: 30, done: 27, state: 'ended' });
  expect([...(batch?.refused ?? [])]).toEqual([[expect.stringContaining('The job has moved on'), ['0', '10', '20']]]);
});

test('a server that asks to wait is waited for', async () => {
  const asked: number[] = [];
  const outcome = runBatch(WORDS, ['1'], async () => {
    asked.push(Date.now());
    if (asked.length < 3) throw http(429, 7_000);
  });
  await vi.runAllTimersAsync();
  expect((await outcome).done).toEqual(['1']);
  expect(asked.slice(1).map((at, n) => at - (asked[n] ?? 0))).toEqual([7_000, 7_000]);
});

test('a run can be stopped: what is under way ends, the rest stays as it is', async () => {
  const outcome = runBatch(WORDS, ids(50), () => new Promise<void>((resolve) => {
    setTimeout(resolve, 100);
  }));
  await vi.advanceTimersByTimeAsync(250);
  stopBatch(batches.getState()[0]?.id ?? 0);
  await vi.runAllTimersAsync();
  const { done, left } = await outcome;
  expect(done).toHaveLength(12);
  expect(left).toHaveLength(38);
  expect(batches.getState()[0]?.state).toBe('stopped');
});
