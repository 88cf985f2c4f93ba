// @vitest-environment node
import { expect, test } from 'vitest';
import { RowKeys } from './row-keys.ts';

const keysOf = (keys: RowKeys, first: number, last: number) => {
  const keyAt = keys.next(first, last);
  return Array.from({ length: last - first + 1 }, (_, n) => keyAt(first + n));
};

test('rows that stay keep their keys, whichever way the table scrolls', () => {
  const keys = new RowKeys();
  expect(keysOf(keys, 0, 3)).toEqual([0, 1, 2, 3]);
  expect(keysOf(keys, 2, 5)).toEqual([2, 3, 4, 5]);
  expect(keysOf(keys, 1, 4)).toEqual([1, 2, 3, 4]);
});

test('after a jump the elements are used again, in the same order', () => {
  const keys = new RowKeys();
  const before = keysOf(keys, 0, 3);
  expect(keysOf(keys, 1_000, 1_003)).toEqual(before);
  expect(keysOf(keys, 1_002, 1_005)).toEqual([2, 3, 4, 5]);
  expect(keysOf(keys, 10, 13)).toEqual([2, 3, 4, 5]);
});

test('no two rows share a key, however the count changes', () => {
  const keys = new RowKeys();
  for (const [first, last] of [[0, 20], [500, 530], [10, 9], [0, 30], [29, 60], [61, 70]] as const) {
    const given = keysOf(keys, first, last);
    expect(new Set(given).size).toBe(given.length);
  }
});
