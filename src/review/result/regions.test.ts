import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';
import { placeOf, readRegions } from './regions.ts';

test('regions with a page and a box, in any of the shapes that are read', () => {
  expect(readRegions({
    regions: [{ page: 2, box: [10, 20, 30, 40], label: 'seal' }, { pageNumber: '1', bbox: ['0.1', 0.2, 0.3, 0.4] }, { x: 1, y: 2, width: 3, height: 4, reason: 'font' }, { page: 0, box: [1, 2, 3, 4] }, { page: 1 }, null],
    boundingBoxes: { a: { boundingBox: { 0: [1, 2, 3, 4] }, class: 'fake' } },
  })).toEqual([
    { page: 2, box: [10, 20, 30, 40], label: 'seal' },
    { page: 1, box: [0.1, 0.2, 0.3, 0.4], label: '' },
    { page: 1, box: [1, 2, 4, 6], label: 'font' },
    { page: 1, box: [1, 2, 3, 4], label: 'fake' },
  ]);
});

test('points become parts of the page, and parts stay', () => {
  expect(placeOf({ page: 1, box: [50, 100, 100, 200], label: '' }, { width: 100, height: 200 })).toEqual([0.5, 0.5, 1, 1]);
  expect(placeOf({ page: 1, box: [0, 0, 1, 0.5], label: '' }, { width: 100, height: 200 })).toEqual([0, 0, 1, 0.5]);
});

test('no result makes it throw', () => {
  const names = fc.constantFrom('regions', 'tamperedRegions', 'boundingBoxes', '__proto__');
  fc.assert(fc.property(fc.oneof(fc.dictionary(names, fc.anything()), fc.anything()), (result) => {
    for (const { page } of readRegions(result)) expect(page).toBeGreaterThanOrEqual(1);
  }));
});
