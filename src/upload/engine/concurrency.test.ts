import { expect, test } from 'vitest';
import { createConcurrency } from './concurrency.ts';

/** Runs a line whose speed depends on how many files share it, and gives every limit that was tried. */
function climb(speedAt: (limit: number) => number, rounds: number): number[] {
  const concurrency = createConcurrency();
  return Array.from({ length: rounds }, () => {
    concurrency.measured(speedAt(concurrency.limit()));
    return concurrency.limit();
  });
}

test('a line that gives each file its own share is used to the full', () => {
  expect(climb((limit) => limit * 100, 10).slice(-3)).toContain(6);
});

test('a line that suffers from many files is used with few', () => {
  const tried = climb((limit) => 100 / limit, 12).slice(-4);
  expect(Math.min(...tried)).toBe(2);
  expect(Math.max(...tried)).toBeLessThan(5);
});

test('a line that does not care stays near where it started', () => {
  expect(climb(() => 100, 12).every((limit) => limit >= 3 && limit <= 5)).toBe(true);
});

test('failures take it down to two, and never further', () => {
  const concurrency = createConcurrency();
  for (let failure = 0; failure < 9; failure += 1) concurrency.failed();
  expect(concurrency.limit()).toBe(2);
});
