import { expect, test } from 'vitest';

import { median, quantile, spread } from './statistics.ts';

test('a quantile lies between the two values beside it', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(quantile([1, 2, 3, 4, 5], 0.95)).toBeCloseTo(4.8);
  expect(quantile([7], 0.95)).toBe(7);
});

test('the spread is the range as a share of the median', () => {
  expect(spread([9, 10, 11])).toBeCloseTo(0.2);
  expect(spread([0, 0, 0])).toBe(0);
});
