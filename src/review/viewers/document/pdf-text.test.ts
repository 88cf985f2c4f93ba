import { expect, test } from 'vitest';
import { findIn } from './pdf-text.ts';

const run = { text: 'A seal, a Seal', x: 0.1, y: 0.5, width: 0.28, height: 0.02 };

test('every occurrence, letter case aside, where its letters are', () => {
  const found = findIn([run], 'SEAL', 3);
  expect(found.map(({ page, x }) => [page, Number(x.toFixed(3))])).toEqual([[3, 0.14], [3, 0.3]]);
  expect(found[0]?.width).toBeCloseTo(0.08, 6);
});

test('nothing is found for nothing, and signs of patterns are plain text', () => {
  expect(findIn([run], '  ', 1)).toEqual([]);
  expect(findIn([run], '.*', 1)).toEqual([]);
});
