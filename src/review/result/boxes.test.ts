import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';
import { boxAt, guessScale, markedRuns, placedBox, readBox, readFrameBoxes, statedFrameRate, type FrameBox } from './boxes.ts';

const at = (...frames: number[]): readonly FrameBox[] => frames.map((frame) => ({ frame, box: [frame, 0, frame + 10, 10] }));

test('boxes by rising frame, whatever order and corner they come in, and no junk', () => {
  expect(readFrameBoxes({ 10: [5, 6, 1, 2], 2: ['1', '2', '3', '4'], x: [1, 2, 3, 4], 3: [1, 2], '-1': [1, 2, 3, 4], 4: [1, 1, 1, 1], 5: null })).toEqual([
    { frame: 2, box: [1, 2, 3, 4] },
    { frame: 10, box: [1, 2, 5, 6] },
  ]);
});

test('a frame has its own box, or that of the frame before while it stands for the ones between', () => {
  const everyThird = at(0, 3, 6, 30, 33);
  expect(boxAt(everyThird, 6)?.[0]).toBe(6);
  expect(boxAt(everyThird, 8)?.[0]).toBe(6);
  expect(boxAt(everyThird, 9)).toBeNull();
  expect(boxAt(everyThird, 35)?.[0]).toBe(33);
  expect(boxAt(everyThird, 36)).toBeNull();
  expect(boxAt(at(4, 5, 6), 3)).toBeNull();
  expect(boxAt([], 0)).toBeNull();
});

test('runs of marked frames', () => {
  expect(markedRuns(at(0, 1, 2, 9))).toEqual([[0, 2], [9, 9]]);
  expect(markedRuns(at(0, 3, 6, 30))).toEqual([[0, 8], [30, 32]]);
});

test('box [250,100,330,230] at 640 × 480 among many that double: by majority, and clipped', () => {
  const many = Array.from({ length: 9 }, (_, n): readonly [number, number, number, number] => [10 + n, 10, 200, 200]);
  expect(guessScale([...many, [250, 100, 330, 230]], 640, 480)).toBe(2);
  expect(placedBox([250, 100, 330, 230], 2, 640, 480)).toEqual([500, 200, 640, 460]);
  expect(placedBox([400, 100, 500, 230], 2, 640, 480)).toBeNull();
});

test('half coordinates are told from whole ones by the size of the video', () => {
  expect(guessScale([[10, 10, 160, 120]], 320, 240)).toBe(2);
  expect(guessScale([[10, 10, 160, 120], [200, 10, 250, 60]], 320, 240)).toBe(1);
  expect(guessScale([], 320, 240)).toBe(1);
});

test.each([
  [{ analysisDetails: { framesPerSecond: 29.97 } }, 29.97],
  [{ fps: '25' }, 25],
  [{ fps: 0 }, null],
  [{ fps: -5, frameRate: 24 }, 24],
  [null, null],
])('the frame rate of %j is %j', (result, rate) => {
  expect(statedFrameRate(result)).toBe(rate);
});

test('no input makes a reader throw, and every box has an area', () => {
  fc.assert(fc.property(fc.anything(), (value) => {
    const box = readBox(value);
    expect(box === null || (box[2] > box[0] && box[3] > box[1])).toBe(true);
    expect(readFrameBoxes(value).every(({ frame }) => frame >= 0)).toBe(true);
    expect(statedFrameRate(value) ?? 1).toBeGreaterThan(0);
  }));
});
