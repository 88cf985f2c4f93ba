import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';
import { DEFAULT_VIEW, SORT_COLUMNS, parseView, printView } from './search-params.ts';

test('a bare address shows everything, newest first, and is printed bare', () => {
  expect(parseView(new URLSearchParams())).toEqual(DEFAULT_VIEW);
  expect(printView(DEFAULT_VIEW).toString()).toBe('');
});

test('a day that is none reads as if it were absent', () => {
  expect(parseView(new URLSearchParams('from=yesterday&to=2026-13-45'))).toEqual(DEFAULT_VIEW);
});

test('junk reads as if it were absent', () => {
  expect(parseView(new URLSearchParams('sort=__proto__.desc&foo=1&sort=created')).sort).toEqual(DEFAULT_VIEW.sort);
});

test('what is printed is read back, whatever it holds', () => {
  const day = fc.constantFrom('', '2026-03-01', '2024-02-29');
  const view = fc.record({
    status: fc.string(), type: fc.string(), verdict: fc.string(), judgement: fc.string(), from: day, to: day, q: fc.string({ unit: 'grapheme' }),
    sort: fc.record({ column: fc.constantFrom(...SORT_COLUMNS), descending: fc.boolean() }),
  });
  fc.assert(
    fc.property(view, (before) => {
      expect(parseView(new URLSearchParams(printView(before).toString()))).toEqual(before);
    }),
  );
});
