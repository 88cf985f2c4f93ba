import { expect, test } from 'vitest';
import { DEFAULT_FACE_CHECKS, faceCheckParameters, faceChecksProblem, type FaceChecks } from './face-checks.ts';
import type { MediaKind } from './media-formats.ts';

const checks = (...chosen: ReadonlyArray<keyof FaceChecks>): FaceChecks => ({
  liveness: chosen.includes('liveness'), faceSwap: chosen.includes('faceSwap'), similarity: chosen.includes('similarity'),
});

const ALLOWED: ReadonlyArray<readonly [string, FaceChecks, MediaKind, boolean]> = [
  ['liveness of an image', checks('liveness'), 'image', false],
  ['liveness of a video', checks('liveness'), 'video', false],
  ['face swap in a video', checks('faceSwap'), 'video', false],
  ['face swap with liveness', checks('faceSwap', 'liveness'), 'video', false],
  ['similarity of an image to a reference', checks('similarity'), 'image', true],
  ['similarity with liveness', checks('similarity', 'liveness'), 'image', true],
];

test.each(ALLOWED)('%s can be sent', (_name, chosen, kind, hasReference) => {
  expect(faceChecksProblem(chosen, kind, hasReference)).toBeNull();
});

const REFUSED: ReadonlyArray<readonly [string, FaceChecks, MediaKind, boolean, string]> = [
  ['nothing', checks(), 'image', false, 'Choose at least one check.'],
  ['face swap and similarity, of a video', checks('faceSwap', 'similarity'), 'video', true, 'Face swap and similarity cannot be checked together.'],
  ['face swap and similarity, of an image', checks('faceSwap', 'similarity', 'liveness'), 'image', true, 'Face swap and similarity cannot be checked together.'],
  ['face swap in an image', checks('faceSwap'), 'image', false, 'A face swap check needs a video.'],
  ['similarity of a video', checks('similarity'), 'video', true, 'A similarity check needs an image.'],
  ['similarity without a reference', checks('similarity', 'liveness'), 'image', false, 'Choose a reference image to compare with.'],
];

test.each(REFUSED)('%s cannot be sent', (_name, chosen, kind, hasReference, problem) => {
  expect(faceChecksProblem(chosen, kind, hasReference)).toBe(problem);
});

test.each<MediaKind>(['image', 'video'])('the checks that a file starts with can be sent for any %s', (kind) => {
  expect(faceChecksProblem(DEFAULT_FACE_CHECKS, kind, false)).toBeNull();
});

test('each check has a parameter of its own (wire format, section 5.3)', () => {
  const none = { version: 'v1', isLivenessCheck: false, isFaceswapCheck: false, isSimilarityCheck: false, isSingleFace: true };
  expect(faceCheckParameters(checks())).toEqual(none);
  expect(faceCheckParameters(checks('liveness'))).toEqual({ ...none, isLivenessCheck: true });
  expect(faceCheckParameters(checks('faceSwap'))).toEqual({ ...none, isFaceswapCheck: true });
  expect(faceCheckParameters(checks('similarity'))).toEqual({ ...none, isSimilarityCheck: true });
});
