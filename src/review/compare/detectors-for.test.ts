import { expect, test } from 'vitest';
import { detectorsFor } from './detectors-for.ts';

test.each([
  ['jpeg', ['1'], [5, 6, 7, 8]],
  ['mp3', [], [2]],
  ['mp3', ['2'], []],
  ['mp4', ['4', '99'], [3, 8, 11]],
  [null, [], []],
] as const)('%s after %s', (format, alreadyRun, expected) => {
  expect(detectorsFor(format, new Set<string>(alreadyRun)).map(({ id }) => id)).toEqual(expected);
});
