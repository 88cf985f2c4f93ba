import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';
import { bandOf, DEFAULT_THRESHOLDS } from './bands.ts';
import { parseThresholds, printThresholds, readKeptThresholds, thresholdsFor } from './thresholds-file.ts';

test('what was exported is read back, with every type in it', () => {
  const set = parseThresholds(printThresholds({ 'ai-image-detection': { authentic: 0.6, manipulated: 0.95 } }));
  expect(thresholdsFor(set, '1')).toEqual({ authentic: 0.6, manipulated: 0.95 });
  expect(set['ekyc-deepfake']).toEqual(DEFAULT_THRESHOLDS);
});

test('thresholds that an earlier version kept by the ids of task types are those of their slugs; those of a type never heard of stay', () => {
  const kept = { 1: { authentic: 0.6, manipulated: 0.95 }, 'voice-clone': { authentic: 0.7, manipulated: 0.7 } };
  const set = readKeptThresholds(kept);
  expect(set).toEqual({ 'ai-image-detection': kept[1], 'voice-clone': kept['voice-clone'] });
  expect(parseThresholds(JSON.stringify({ kind: 'assay-thresholds', version: 1, thresholds: kept }))).toEqual(set);
  expect(parseThresholds(printThresholds(set))).toMatchObject(set);
});

test.each([null, '', 'constructor', '__proto__', '99'])('%s has the default ones', (id) => {
  expect(thresholdsFor({}, id)).toEqual(DEFAULT_THRESHOLDS);
});

test.each(['', '{}', '{"kind":"assay-thresholds","version":1,"thresholds":{"1":{"authentic":0.4,"manipulated":0.9}}}', '{"kind":"assay-thresholds","version":1,"thresholds":{"1":{"authentic":"0.9","manipulated":0.9}}}'])('%s is refused', (text) => {
  expect(() => parseThresholds(text)).toThrow('This is no file of thresholds');
});

test('whatever this browser kept is read without throwing, and never lies outside the limits', () => {
  fc.assert(fc.property(fc.anything(), (kept) => {
    for (const { authentic, manipulated } of Object.values(readKeptThresholds(kept))) {
      for (const share of [authentic, manipulated]) expect(share >= 0.5 && share <= 1).toBe(true);
    }
  }));
});

test.each([
  ['manipulated', 0.8, 'manipulated'],
  ['manipulated', 0.79, 'uncertain'],
  ['authentic', 0.79, 'authentic'],
  ['authentic', 0.69, 'uncertain'],
  ['authentic', null, 'uncertain'],
  ['none', 0.9, 'none'],
] as const)('%s at %s is %s', (direction, confidence, band) => {
  expect(bandOf({ direction, confidence }, { authentic: 0.7, manipulated: 0.8 })).toBe(band);
});
