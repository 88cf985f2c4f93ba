import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noActionLog } from '#src/jobs-api/action-log.ts';
import type { JobsClient } from '#src/jobs-api/client.ts';
import { HttpError } from '#src/jobs-api/errors.ts';
import { createJobCommands } from '#src/jobs-api/job-commands.ts';
import { createKeyedMutex } from '#src/jobs-api/keyed-mutex.ts';
import { readJob } from '#src/jobs-api/normalize.ts';
import { toastStore } from '#src/ui/toast-store.ts';
import { bulkRuns, dismissBulk, runBulk, stopBulk } from './bulk-runner.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  for (const { id } of bulkRuns.getState()) dismissBulk(id);
});

const WORDS = { doing: 'Cancelling', done: 'cancelled' };
const http = (status: number, retryAfterMs: number | null = null) => new HttpError({ status, code: 'X', message: 'said so', retryAfterMs, body: '{"code":"X"}' });
const ids = (count: number) => Array.from({ length: count }, (_, n) => String(n));

test('what is refused is reported by its reason, the others are done', async () => {
  const outcome = runBulk(WORDS, ids(30), async (id) => {
    if (Number(id) % 10 === 0) throw http(409);
  });
  await vi.runAllTimersAsync();
  expect((await outcome).refused).toHaveLength(3);
  const [batch] = bulkRuns.getState();
  expect(batch).toMatchObject({ total: 30, done: 27, state: 'ended' });
  expect([...(batch?.refused ?? [])]).toEqual([[expect.stringContaining('The job has moved on'), ['0', '10', '20']]]);
});

test('a server that asks to wait is waited for', async () => {
  const asked: number[] = [];
  const outcome = runBulk(WORDS, ['1'], async () => {
    asked.push(Date.now());
    if (asked.length < 3) throw http(429, 7_000);
  });
  await vi.runAllTimersAsync();
  expect((await outcome).done).toEqual(['1']);
  expect(asked.slice(1).map((at, n) => at - (asked[n] ?? 0))).toEqual([7_000, 7_000]);
});

test('a run can be stopped: what is under way ends, the rest stays as it is', async () => {
  const outcome = runBulk(WORDS, ids(50), () => new Promise<void>((resolve) => {
    setTimeout(resolve, 100);
  }));
  await vi.advanceTimersByTimeAsync(250);
  stopBulk(bulkRuns.getState()[0]?.id ?? 0);
  await vi.runAllTimersAsync();
  const { done, left } = await outcome;
  expect(done).toHaveLength(12);
  expect(left).toHaveLength(38);
  expect(bulkRuns.getState()[0]?.state).toBe('stopped');
});

/** Finalizes one job in a batch whose finalize is always answered 503, while the job reads as `word`. */
async function finalizeInBatch(word: (finalizes: number) => string) {
  let finalizes = 0;
  const client: Partial<JobsClient> = {
    async finalizeJob() {
      finalizes += 1;
      throw http(503);
    },
    getJob: async (jobId) => readJob({ jobId, status: word(finalizes) }),
  };
  const clock = { now: () => Date.now(), after: (ms: number, callback: () => void) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  } };
  // Every call that a finalize makes is there.
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  const commands = createJobCommands({ client: client as JobsClient, clock, log: noActionLog, mutex: createKeyedMutex() });
  const said: string[] = [];
  const stopListening = toastStore.subscribe(({ toasts }) => void said.push(...toasts.map(({ text }) => text)));
  const outcome = runBulk(WORDS, ['7'], (jobId) => commands.finalize({ jobId }));
  await vi.runAllTimersAsync();
  stopListening();
  return { ...(await outcome), finalizes, said };
}

test('a batch finalize whose outcome is unclear is sent once, and reported with what was sent, answered and read', async () => {
  const { refused, finalizes, said } = await finalizeInBatch(() => 'in line');
  expect(finalizes).toBe(1);
  expect(refused).toEqual(['7']);
  expect(said[0]).toMatch(/not known whether the finalize was carried out: it was sent at .*; what came back: 503 X\. Then read: the platform says “in line”/);
});

test('a batch finalize that was carried out with a 503 is done, not refused, and never sent twice', async () => {
  const { done, finalizes } = await finalizeInBatch((sent) => (sent > 0 ? 'queued' : 'waiting_for_finalize'));
  expect(finalizes).toBe(1);
  expect(done).toEqual(['7']);
});
