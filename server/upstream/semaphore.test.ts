import { expect, test, vi } from 'vitest';

import { createKeyedSemaphore } from './semaphore.ts';

const bounds = { mostRunning: 2, mostWaiting: 1, longestWait: 1000 };

test('so many run at once by key, one waits, the rest is turned away; who waits goes in when one leaves', async () => {
  const semaphore = createKeyedSemaphore(bounds);
  const [first, second] = await Promise.all([semaphore.acquire('a'), semaphore.acquire('a')]);
  const third = semaphore.acquire('a');
  expect(await semaphore.acquire('a')).toBeNull();
  expect(await semaphore.acquire('b')).not.toBeNull();
  first?.();
  const leave = await third;
  expect(leave).not.toBeNull();
  second?.();
  leave?.();
  const again = await Promise.all([semaphore.acquire('a'), semaphore.acquire('a')]);
  expect(again).not.toContain(null);
});

test('who waits too long is turned away, and takes no place', async () => {
  vi.useFakeTimers();
  const semaphore = createKeyedSemaphore(bounds);
  const [first] = await Promise.all([semaphore.acquire('a'), semaphore.acquire('a')]);
  const waiting = semaphore.acquire('a');
  await vi.advanceTimersByTimeAsync(1000);
  expect(await waiting).toBeNull();
  first?.();
  expect(await semaphore.acquire('a')).not.toBeNull();
  vi.useRealTimers();
});
