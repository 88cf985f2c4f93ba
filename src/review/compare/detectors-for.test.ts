import { expect, test } from 'vitest';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { detectorsFor } from './detectors-for.ts';

test.each([
  ['jpeg', ['ai-image-detection'], ['image-forgery-detection', 'document-intelligence', 'face-liveness-detection', 'face-intelligence']],
  ['mp3', [], ['ai-audio-detection']],
  ['mp3', ['ai-audio-detection'], []],
  ['mp4', ['faceswap-detection', 'unheard-of'], ['ai-video-detection', 'face-intelligence', 'ekyc-deepfake']],
  [null, [], []],
] as const)('%s after %s', (format, alreadyRun, expected) => {
  expect(detectorsFor(taskTypes.all(), format, new Set<string>(alreadyRun)).map(({ key }) => key)).toEqual(expected);
});
