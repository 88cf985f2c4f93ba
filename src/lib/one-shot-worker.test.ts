import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askWorker, readingLimitMs } from './one-shot-worker.ts';

/** A worker whose side of the talk the test holds. */
class FakeWorker extends EventTarget {
  readonly asked: unknown[] = [];
  ended = false;
  onmessage = null;
  onmessageerror = null;
  onerror = null;

  postMessage(question: unknown): void {
    this.asked.push(question);
  }

  terminate(): void {
    this.ended = true;
  }

  says(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

const problemOf = (answer: Promise<unknown>) => answer.then(() => null, (error: unknown) => (error instanceof Error ? error.message : error));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('asks once the worker is ready, and ends it after the answer', async () => {
  const worker = new FakeWorker();
  const answer = askWorker<string>(() => worker, 'question', { limitMs: 100 });
  expect(worker.asked).toEqual([]);
  worker.says({ ready: true });
  expect(worker.asked).toEqual(['question']);
  worker.says({ answer: 'yes' });
  expect(await answer).toBe('yes');
  expect(worker.ended).toBe(true);
});

test('code that loads slowly is waited for; a file that takes too long is not, and its worker is ended', async () => {
  const worker = new FakeWorker();
  const answer = problemOf(askWorker<string>(() => worker, 'question', { limitMs: 1_500 }));
  await vi.advanceTimersByTimeAsync(60_000);
  worker.says({ ready: true });
  await vi.advanceTimersByTimeAsync(1_499);
  expect(worker.ended).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await answer).toMatch(/took too long and was stopped/);
  expect(worker.ended).toBe(true);
});

test('a problem, a crash and an abort end it too', async () => {
  const [one, two, three] = [new FakeWorker(), new FakeWorker(), new FakeWorker()];
  const abort = new AbortController();
  const answers = [
    askWorker(() => one, 'x', { limitMs: 9 }),
    askWorker(() => two, 'x', { limitMs: 9 }),
    askWorker(() => three, 'x', { limitMs: 9, signal: abort.signal }),
  ].map(problemOf);
  one.says({ problem: 'It is torn.' });
  two.dispatchEvent(new Event('error'));
  abort.abort(new Error('enough'));
  expect(await Promise.all(answers)).toEqual(['It is torn.', 'The code that reads it could not be loaded or has failed.', 'enough']);
  expect([one, two, three].every(({ ended }) => ended)).toBe(true);
});

test('a small file is given less than two seconds, a large one the time to be read', () => {
  expect(readingLimitMs(3_000_000)).toBeLessThan(2_000);
  expect(readingLimitMs(1_000_000_000)).toBeGreaterThan(30_000);
});
