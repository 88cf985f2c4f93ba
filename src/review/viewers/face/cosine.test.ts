import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';
import { cosineSimilarity } from './cosine.ts';

test.each([
  [[1, 0], [1, 0], 1],
  [[1, 0], [0, 3], 0],
  [[2, 0], [-5, 0], -1],
  [[1, 1], [1, 0], Math.SQRT1_2],
  [[1e300, 1e300], [1e300, 1e300], 1],
  [[1, 2], [1, 2, 3], null],
  [[0, 0], [1, 2], null],
  [[], [], null],
])('%j and %j: %j', (a, b, expected) => {
  const found = cosineSimilarity(a, b);
  if (expected === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(expected, 12);
});

test('whatever the numbers, it lies between -1 and 1', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(fc.property(fc.array(fc.tuple(number, number)), (pairs) => {
    const found = cosineSimilarity(pairs.map(([x]) => x), pairs.map(([, y]) => y));
    expect(found === null || (found >= -1 && found <= 1)).toBe(true);
  }));
});
