import { expect, test } from 'vitest';
import { areSentSoon } from './transfer-estimate.ts';
import { testItem } from '../testing/items.ts';

const one = testItem({ id: 'one', sizeBytes: 1_000 });
const other = testItem({ id: 'other', sizeBytes: 1_000 });

test.each([
  { what: 'all of it in just that time', items: [one], sent: {}, bytesPerSecond: 1_000 / 15, soon: true },
  { what: 'all of it in a little more', items: [one], sent: {}, bytesPerSecond: 1_000 / 15.1, soon: false },
  { what: 'what is left of it', items: [one], sent: { one: 900 }, bytesPerSecond: 10, soon: true },
  { what: 'two that share the line', items: [one, other], sent: { one: 900 }, bytesPerSecond: 10, soon: false },
  { what: 'nothing that moves', items: [one], sent: { one: 999 }, bytesPerSecond: null, soon: false },
])('$what: $soon', ({ items, sent, bytesPerSecond, soon }) => {
  expect(areSentSoon(items, { sent, bytesPerSecond })).toBe(soon);
});
