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

test('4 MiB of empty lists are refused within a frame', () => {
  const text = `{"a":[${'[],'.repeat(1_390_000)}[]]}`;
  // The best of five: what the scan costs, it costs each time; what a busy machine adds, it does not.
  const took = Array.from({ length: 5 }, () => {
    const since = performance.now();
    expect(excessOf(text, { depth: 100, values: 1_000_000 })).toBe('values');
    return performance.now() - since;
  });
  expect(Math.min(...took)).toBeLessThan(100);
});
