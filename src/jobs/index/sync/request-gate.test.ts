import { expect, test } from 'vitest';
import { HttpError } from '#src/jobs-api/errors.ts';
import { RequestGate } from './request-gate.ts';

test('a clock that is set back while the server rests does not make anyone wait out the difference', async () => {
  let now = 10_000_000;
  const waits: number[] = [];
  const clock = {
    now: () => now,
    after(ms: number, callback: () => void) {
      waits.push(ms);
      // The rest passes; meanwhile somebody sets the clock back an hour.
      now += ms - 3_600_000;
      queueMicrotask(callback);
      return () => undefined;
    },
  };
  const requestGate = new RequestGate({ clock, onProblem: () => undefined, isCalm: () => true });
  let reads = 0;
  const answer = await requestGate.ask(async () => {
    reads += 1;
    if (reads === 1) throw new HttpError({ status: 503, code: null, message: 'busy', retryAfterMs: 5_000, body: '' });
    return 'list';
  }, new AbortController().signal);
  expect(answer).toBe('list');
  expect(waits).toHaveLength(1);
});
