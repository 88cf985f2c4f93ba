import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandOf, DEFAULT_THRESHOLDS } from './bands.ts';
import { readResult } from './read-result.ts';

describe('shapes of wire format 5.4', () => {
  test.each([
    ['documented, type 1', { confidence: 0.98, isAiGenerated: true, analysisDetails: {} }, '1', 'manipulated', 0.98],
    ['documented, type 1, real', { confidence: 0.9, isAiGenerated: false }, '1', 'authentic', 0.9],
    ['toward real, as a string', { RealConfidencePercent: '3.5' }, '1', 'manipulated', 0.965],
    ['toward real, with a flag', { isDeepFake: 'true', RealConfidencePercent: 3 }, '4', 'manipulated', 0.97],
    ['a word for a flag', { isDeepFake: 'fake' }, '8', 'manipulated', null],
    ['liveness', { isSpoof: 'false', confidence: '0.8' }, '7', 'authentic', 0.8],
    ['an older media answer', { fake: true, confidence: 0.6, participants: [{ fake: true, confidence: 0.6 }] }, '4', 'manipulated', 0.6],
    ['an older answer with faces only', { participants: [{ fake: 'false' }, { fake: true, confidence: 0.9 }], confidence: 0.9 }, '4', 'manipulated', null],
    ['every face is real', { identityPredictions: [{ identityId: 1, isDeepFake: 'false' }], RealConfidencePercent: 91 }, '4', 'authentic', 0.91],
    ['a percentage in confidence is not a share', { isAiGenerated: true, confidence: 98 }, '1', 'manipulated', null],
    ['a type nobody knows', { isDeepFake: true, confidence: 0.7 }, '99', 'manipulated', 0.7],
  ])('%s', (_name, result, type, direction, confidence) => {
    const reading = readResult(result, type);
    expect(reading).toMatchObject({ direction, contradictions: [] });
    if (confidence === null) expect(reading.confidence).toBeNull();
    else expect(reading.confidence).toBeCloseTo(confidence);
  });

  test.each([
    [{ isSimilar: 'true', similarityScore: '0.91' }, '8', 'The two faces look like the same person', 0.91],
    [{ isSimilar: false, similarityScore: 12 }, '8', 'The two faces do not look like the same person', 0.88],
    [{ faceVector: [1, 2, 3] }, '9', 'A face vector of 3 numbers', null],
    [{ embedding: [1] }, '9', 'A face vector of 1 number', null],
    [{ tracks: [{}, {}] }, '10', 'The audio was split into 2 tracks', null],
    [{ tracks: [{ name: 'foreground' }, { name: 'background' }] }, '10', 'The audio was split into 2 tracks: foreground, background', null],
    [{ isSimilar: 'fake' }, '8', 'No verdict this version can read', null],
    [{ identityPredictions: [{ identityId: 1, isDeepFake: 'false' }, { identityId: 2 }] }, '4', 'No verdict this version can read', null],
    [{ mystery: 1 }, '1', 'No verdict this version can read', null],
    [undefined, '1', 'No result', null],
    ['<html>', '1', 'No verdict this version can read', null],
  ])('%o claims nothing about authenticity', (result, type, finding, confidence) => {
    expect(readResult(result, type)).toMatchObject({ direction: 'none', finding, confidence });
  });

  test.each([
    [{ isForged: true, isTampered: 'false' }],
    [{ isDeepFake: true, RealConfidencePercent: 99 }],
    [{ isDeepFake: false, identityPredictions: [{ identityId: 1, isDeepFake: true }] }],
    [{ isAiGenerated: true, confidence: 0.99, RealConfidencePercent: 40 }],
  ])('%o contradicts itself, and is not averaged away', (result) => {
    const reading = readResult(result, '1');
    expect(reading.direction).toBe('none');
    expect(reading.contradictions).not.toEqual([]);
  });
});

test('different questions may have different answers', () => {
  expect(readResult({ isSpoof: false, isDeepFake: true, isSimilar: true, confidence: 0.9 }, '8')).toEqual({
    finding: 'The detector found signs of a swapped face; The detector found signs of a live person; The two faces look like the same person',
    direction: 'manipulated',
    confidence: null,
    simulated: false,
    contradictions: [],
  });
});

test('what is said of a simulation stays said', () => {
  expect(readResult({ isAiGenerated: true, simulated: true }, '1').simulated).toBe(true);
});

test('no input makes it throw, claim without a field, or give a confidence outside 0 to 1', () => {
  const fields = fc.dictionary(
    fc.constantFrom('isAiGenerated', 'isDeepFake', 'isSpoof', 'fake', 'confidence', 'RealConfidencePercent', 'similarityScore', 'isSimilar', 'faceVector', 'participants', 'boundingBoxes', 'identityPredictions', 'tracks', '__proto__', 'other'),
    fc.oneof(fc.anything(), fc.double(), fc.constantFrom('true', 'fake', '3.5', 'NaN', '', [{ fake: true }], { 1: { class: 'fake', confidence: 7 } }), fc.boolean()),
  );
  fc.assert(
    fc.property(fc.oneof(fields, fc.anything()), fc.option(fc.string(), { nil: null }), (result, type) => {
      const reading = readResult(result, type);
      if (reading.confidence !== null) expect(reading.confidence >= 0 && reading.confidence <= 1).toBe(true);
      const keys = typeof result === 'object' && result !== null ? Object.keys(result) : [];
      const says = keys.some((key) => ['isAiGenerated', 'isDeepFake', 'isSpoof', 'fake', 'RealConfidencePercent', 'participants', 'boundingBoxes', 'identityPredictions'].includes(key));
      if (!says) expect(reading.direction).toBe('none');
      expect(['authentic', 'uncertain', 'manipulated', 'none']).toContain(bandOf(reading, DEFAULT_THRESHOLDS));
    }),
    { numRuns: 2_000 },
  );
});
