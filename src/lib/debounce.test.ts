import { beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from './clock.ts';
import { createDebounce } from './debounce.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

test('it comes once, when nothing was told for a while, and again after the next call', () => {
  const run = vi.fn<() => void>();
  const tell = createDebounce(systemClock, 100, run);
  for (let n = 0; n < 5; n += 1) {
    tell();
    vi.advanceTimersByTime(60);
  }
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(run).toHaveBeenCalledTimes(1);
  tell();
  vi.advanceTimersByTime(100);
  expect(run).toHaveBeenCalledTimes(2);
});

test('a thousand calls take one timer', () => {
  const tell = createDebounce(systemClock, 100, () => undefined);
  for (let n = 0; n < 1000; n += 1) tell();
  expect(vi.getTimerCount()).toBe(1);
});

test('a clock that is set back holds nothing up', () => {
  const run = vi.fn<() => void>();
  const tell = createDebounce(systemClock, 100, run);
  tell();
  vi.setSystemTime(Date.now() - 3_600_000);
  vi.advanceTimersByTime(100);
  expect(run).toHaveBeenCalledTimes(1);
});
