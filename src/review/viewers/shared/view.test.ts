import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';
import { FITTED, panBy, zoomAt } from './view.ts';

test('what lies under the pointer stays there', () => {
  const point = { x: 0.25, y: -0.125 };
  const near = zoomAt(FITTED, 2, point);
  expect(near).toEqual({ scale: 2, x: -0.25, y: 0.125 });
  // The spot of the picture under the point, from its middle.
  expect((point.x - near.x) / near.scale).toBe(0.25);
});

test('zooming out as far as it goes shows the whole picture in the middle', () => {
  expect(zoomAt(zoomAt(FITTED, 4, { x: 0.4, y: 0.3 }), 0.01, { x: -0.1, y: 0 })).toEqual(FITTED);
});

test('the picture never leaves its frame', () => {
  const number = fc.double({ min: -2, max: 2, noNaN: true });
  fc.assert(fc.property(fc.array(fc.tuple(fc.double({ min: 0.1, max: 10, noNaN: true }), number, number)), (steps) => {
    const view = steps.reduce((last, [factor, x, y]) => panBy(zoomAt(last, factor, { x, y }), y, x), FITTED);
    expect(view.scale).toBeGreaterThanOrEqual(1);
    expect(Math.abs(view.x)).toBeLessThanOrEqual((view.scale - 1) / 2);
    expect(Math.abs(view.y)).toBeLessThanOrEqual((view.scale - 1) / 2);
  }));
});
