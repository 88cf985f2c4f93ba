import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';
import { mergeSort } from './merge-sort.ts';
import { SortIndexes, type SortKey } from './sort-indexes.ts';

const keys = fc.array(fc.option(fc.oneof(fc.integer({ min: 0, max: 9 }).map(String), fc.string({ maxLength: 2 }))), { maxLength: 80 });

/** What sorting is: by key, those without one last in either direction, equal ones newest (highest slot) first. */
function sorted(all: readonly SortKey[], there: readonly number[], descending: boolean): number[] {
  return there.toSorted((a, b) => {
    const [keyA, keyB] = [all[a] ?? null, all[b] ?? null];
    if (keyA === null || keyB === null) return keyA === keyB ? b - a : keyA === null ? 1 : -1;
    return keyA === keyB ? b - a : keyA < keyB === descending ? 1 : -1;
  });
}

test('sorting in steps gives what sorting gives, equal ones in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 300 }), (numbers) => {
      const slots = Int32Array.from(numbers, (_, n) => n);
      for (const step of mergeSort(slots, (first, second) => (numbers[second] ?? 0) < (numbers[first] ?? 0))) expect(step).toBeUndefined();
      expect([...slots]).toEqual(numbers.map((_, n) => n).toSorted((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0)));
    }),
  );
});

test('orders stay right through every change, one that is made meanwhile included', () => {
  fc.assert(
    fc.property(keys, fc.array(fc.tuple(fc.nat({ max: 90 }), fc.option(fc.string({ maxLength: 2 })), fc.boolean()), { maxLength: 60 }), (first, changes) => {
      const all: SortKey[] = [...first];
      let there = all.map((_, n) => n);
      const sortIndexes = new SortIndexes({ columns: ['only', 'age'], keyOf: (column, slot) => (column === 'age' ? slot : (all[slot] ?? null)), byNewest: (a, b) => b - a, newestColumn: 'age' });
      sortIndexes.reset(there);
      sortIndexes.by('only', true);
      const building = sortIndexes.prepare();
      building.next();
      const touched = new Set<number>();
      for (const [slot, key, gone] of changes) {
        all[slot] = key;
        there = there.filter((other) => other !== slot);
        if (!gone) there.push(slot);
        touched.add(slot);
      }
      sortIndexes.update(touched, (slot) => !there.includes(slot));
      while (building.next().done !== true);
      for (const descending of [true, false]) expect([...sortIndexes.by('only', descending)]).toEqual(sorted(all, there, descending));
      const newest = there.toSorted((a, b) => b - a);
      expect([...sortIndexes.newest]).toEqual(newest);
      expect([...sortIndexes.by('age', true)]).toEqual(newest);
      expect([...sortIndexes.by('age', false)]).toEqual(newest.toReversed());
    }),
  );
});
