// @vitest-environment node
import { expect, test } from 'vitest';

import { excessOf } from './json-bounds.ts';

const bounds = { depth: 3, values: 5 };

test.each([
  ['[[[]]]', null],
  ['[[[[]]]]', 'depth'],
  ['{"a":{"b":[1,2]}}', null],
  ['[1,2,3,4,5]', null],
  ['[1,2,3,4,5,6]', 'values'],
  ['[[],[],[]]', 'values'],
  ['["[[[[,,,,,,\\"[[[["]', null],
  ['"\\\\",[[[[', 'depth'],
  ['', null],
])('%s: %s', (text, excess) => {
  expect(excessOf(text, bounds)).toBe(excess);
});

test('4 MiB of empty lists are refused for a fraction of what parsing them takes', () => {
  const text = `{"a":[${'[],'.repeat(1_390_000)}[]]}`;
  // Processor time, in turns, the best of five: a busy or slow machine takes from both alike.
  const turns = Array.from({ length: 5 }, () => ({
    scanning: cpuOf(() => expect(excessOf(text, { depth: 100, values: 1_000_000 })).toBe('values')),
    parsing: cpuOf(() => void JSON.parse(text)),
  }));
  expect(Math.min(...turns.map(({ scanning }) => scanning)) * 5).toBeLessThan(Math.min(...turns.map(({ parsing }) => parsing)));
});

/** The processor time of this thread, in microseconds. */
function cpuOf(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return user + system;
}
