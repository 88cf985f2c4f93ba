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
  const since = performance.now();
  expect(excessOf(text, { depth: 100, values: 1_000_000 })).toBe('values');
  expect(performance.now() - since).toBeLessThan(100);
});
