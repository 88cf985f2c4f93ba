import { expect, test } from 'vitest';

import { trendOf } from './trend.ts';

const over24Minutes = (mibAt: (minute: number) => number) => Array.from({ length: 25 }, (_, at) => ({ at, mib: mibAt(at) }));

test('what goes up and down is flat, one odd sample changes nothing', () => {
  expect(trendOf(over24Minutes((at) => 40 + 5 * Math.sin(at)))).toMatchObject({ isFlat: true });
  expect(trendOf(over24Minutes((at) => (at === 24 ? 400 : 40)))).toMatchObject({ isFlat: true, medianMib: 40, growthMib: 0 });
});

test('a slow leak is not: 5 MiB over the time on 40 MiB, also where it hides in noise', () => {
  const leaking = trendOf(over24Minutes((at) => 40 + (5 * at) / 24));
  expect(leaking.growthMib).toBeCloseTo(5);
  expect(leaking.isFlat).toBe(false);
  expect(trendOf(over24Minutes((at) => 40 + (10 * at) / 24 + Math.sin(at)))).toMatchObject({ isFlat: false });
});

test('shrinking is flat; less than 2 MiB is noise; too few samples are not flat', () => {
  expect(trendOf(over24Minutes((at) => 60 - at))).toMatchObject({ isFlat: true });
  expect(trendOf(over24Minutes((at) => 5 + at / 24))).toMatchObject({ isFlat: true });
  expect(trendOf([{ at: 0, mib: 1 }, { at: 1, mib: 1 }])).toMatchObject({ isFlat: false });
});
