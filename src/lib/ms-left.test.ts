import { expect, test } from 'vitest';
import { msLeft } from './ms-left.ts';

test('a clock that is set back in mid-wait does not make anyone wait out the difference', () => {
  expect(msLeft({ from: 1_000_000, until: 1_060_000 }, 1_020_000)).toBe(40_000);
  expect(msLeft({ from: 1_000_000, until: 1_060_000 }, 1_020_000 - 3_600_000)).toBe(0);
  expect(msLeft({ from: 1_000_000, until: 1_060_000 }, 1_020_000 + 3_600_000)).toBe(0);
});
