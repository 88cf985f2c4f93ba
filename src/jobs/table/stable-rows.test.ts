import { expect, test } from 'vitest';
import { StableRowStore, type RowsNow } from './stable-rows.ts';

const now = (slots: readonly number[], change: Partial<RowsNow> = {}): RowsNow => ({ slots: Int32Array.from(slots), view: 'all', engaged: true, isTaken: () => false, ...change });
const keeperOf = () => {
  const keeper = new StableRowStore();
  keeper.see(0, 2, (slot) => `job ${slot}`);
  return keeper;
};
const shown = (keeper: StableRowStore, question: RowsNow) => {
  const { slots, waiting, outdated } = keeper.next(question);
  return [[...slots], waiting, outdated];
};

test('new jobs wait while a person is busy with the rows, and are counted', () => {
  const keeper = keeperOf();
  expect(shown(keeper, now([3, 2, 1]))).toEqual([[3, 2, 1], 0, false]);
  expect(shown(keeper, now([5, 4, 3, 2, 1]))).toEqual([[3, 2, 1], 2, true]);
  keeper.release();
  expect(shown(keeper, now([5, 4, 3, 2, 1]))).toEqual([[5, 4, 3, 2, 1], 0, false]);
});

test('what moves nothing in sight comes in at once', () => {
  const keeper = keeperOf();
  keeper.next(now([9, 8, 7, 6]));
  expect(shown(keeper, now([9, 8, 7, 5, 4]))).toEqual([[9, 8, 7, 5, 4], 0, false]);
});

test('nobody is busy, or another view is asked for: everything is as it is now', () => {
  const keeper = keeperOf();
  keeper.next(now([3, 2, 1]));
  expect(shown(keeper, now([4, 3, 2, 1], { engaged: false }))).toEqual([[4, 3, 2, 1], 0, false]);
  expect(shown(keeper, now([1, 2], { view: 'failed' }))).toEqual([[1, 2], 0, false]);
});

test('a job that this person deletes goes at once', () => {
  const keeper = keeperOf();
  keeper.next(now([3, 2, 1]));
  expect(shown(keeper, now([3, 1], { isTaken: (slot) => slot === 2 }))).toEqual([[3, 1], 0, false]);
});

test('a job that is deleted elsewhere keeps its place and its name while a person is busy with the rows', () => {
  const keeper = keeperOf();
  keeper.next(now([3, 2, 1]));
  keeper.see(0, 2, (slot) => `job ${slot}`);
  expect(shown(keeper, now([3, 1]))).toEqual([[3, 2, 1], 0, true]);
  keeper.see(0, 2, (slot) => (slot === 2 ? null : `job ${slot}`));
  expect(keeper.lastName(2)).toBe('job 2');
  expect(shown(keeper, now([3, 1], { engaged: false }))).toEqual([[3, 1], 0, false]);
});
