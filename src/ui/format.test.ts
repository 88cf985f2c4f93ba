import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { describe, expect, test } from 'vitest';
import { formatAgo, formatBytes, formatCount, formatDuration, formatMoment, formatPercent, formatPlural } from './format.ts';

const number = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 });
const day = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

const NOW = Date.UTC(2026, 10, 27, 12);
const DAY_MS = 86_400_000;
// Some browsers put a narrow space before AM and PM.
const plainSpaces = (text: string) => text.replaceAll('\u202F', ' ');
const moments = fc.integer({ min: 0, max: Date.UTC(2100, 0) });

describe('as Intl says it', () => {
  test('counts', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (count) => {
        expect(formatCount(count)).toBe(number.format(count));
      }),
    );
    for (const count of [0, 7, 999, 1_000, 12_345_678, 22_050.5, 0.25, 1_234.5678, -1_500]) expect(formatCount(count)).toBe(number.format(count));
  });

  test('shares', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (tenThousandths) => {
        expect(formatPercent(tenThousandths / 10_000)).toBe(percent.format(tenThousandths / 10_000));
      }),
    );
  });

  test('moments in full', () => {
    fc.assert(
      fc.property(moments, (ms) => {
        expect(formatMoment(ms)).toBe(plainSpaces(moment.format(ms)));
      }),
    );
  });

  test('how long ago, or ahead, by the largest unit that fits', () => {
    const units = [['day', DAY_MS, 7], ['hour', 3_600_000, 23], ['minute', 60_000, 59], ['second', 1_000, 59]] as const;
    for (const [unit, size, most] of units) {
      for (let count = 1; count <= most; count += 1) {
        expect(formatAgo(NOW - count * size, NOW)).toBe(relative.format(-count, unit));
        expect(formatAgo(NOW + count * size, NOW)).toBe(relative.format(count, unit));
      }
    }
    expect(formatAgo(NOW, NOW)).toBe(relative.format(0, 'second'));
  });

  test('a day, once it is more than a week away', () => {
    fc.assert(
      fc.property(moments.filter((ms) => Math.abs(ms - NOW) > 7 * DAY_MS), (ms) => {
        expect(formatAgo(ms, NOW)).toBe(day.format(ms));
      }),
    );
  });
});

test('sizes, nouns and lengths of time', () => {
  expect([0, 0.4, 999, 1_000, 1_234_567, 5e9, 2e15].map(formatBytes)).toEqual(['0 B', '0.4 B', '999 B', '1 kB', '1.2 MB', '5 GB', '2,000 TB']);
  expect([formatPlural(1, 'job'), formatPlural(1_000, 'job'), formatPlural(2, 'entry', 'entries')]).toEqual(['1 job', '1,000 jobs', '2 entries']);
  expect([-5, 45_000, 180_000, 3_600_000, 3_900_000].map(formatDuration)).toEqual(['0 s', '45 s', '3 min', '1 h', '1 h 5 min']);
});
