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

describe('every task type, in both vocabularies', () => {
  test.each([
    ['1 documented', '1', { confidence: 0.98, isAiGenerated: true, analysisDetails: {} }, /signs of AI generation$/, 'manipulated', 0.98],
    ['1 deployed', '1', { RealConfidencePercent: '96.5' }, /no signs of AI generation$/, 'authentic', 0.965],
    ['2 documented', '2', { confidence: '0.7', isAiGenerated: 'false' }, /no signs of AI generation$/, 'authentic', 0.7],
    ['3 documented', '3', { confidence: 1, isAiGenerated: 1 }, /signs of AI generation$/, 'manipulated', 1],
    ['4 deployed', '4', { isDeepFake: 'fake', RealConfidencePercent: 4, identityPredictions: [{ identityId: 0, isDeepFake: 'true' }, { identityId: 1, isDeepFake: 'real' }] }, /signs of a swapped face$/, 'manipulated', 0.96],
    ['4 older, by counts', '4', { faces: 2, deepFakes: 1 }, /signs of a swapped face$/, 'manipulated', null],
    ['4 older, none of some', '4', { faces: '2', deepFakes: '0' }, /no signs of a swapped face$/, 'authentic', null],
    ['5 as a flag', '5', { isForged: true, confidence: 0.8 }, /signs of editing in the image$/, 'manipulated', 0.8],
    ['6 as a flag', '6', { isTampered: 'no', confidence: 0.8 }, /no signs of tampering$/, 'authentic', 0.8],
    ['7 deployed, live', '7', { isSpoof: 'live' }, /signs of a live person$/, 'authentic', null],
    ['7 deployed, spoofed', '7', { isSpoof: true, confidence: 0.9 }, /no live person/, 'manipulated', 0.9],
    ['8 similarity', '8', { isSimilar: 'true', similarityScore: 0.9 }, /same person$/, 'none', 0.9],
    ['8 liveness and swap', '8', { isSpoof: 'false', isDeepFake: 'false', RealConfidencePercent: 97 }, /no signs of a swapped face; .* live person$/, 'authentic', null],
    ['8 with different answers', '8', { isSpoof: true, isDeepFake: false, RealConfidencePercent: 97 }, /no signs of a swapped face; .*no live person/, 'manipulated', null],
    ['9', '9', { faceVector: [0.1, 0.2] }, /vector of 2 numbers$/, 'none', null],
    ['10 with tracks', '10', { tracks: [{ name: 'a' }] }, /split into 1 track: a$/, 'none', null],
    ['10 unknown', '10', { stems: { vocals: 'https://x' } }, /^No verdict this version can read$/, 'none', null],
    ['11', '11', { isDeepFake: false, confidence: 0.6 }, /no signs of a swapped face$/, 'authentic', 0.6],
    ['5 unknown', '5', { regions: [{ x: 1 }], score: 0.99 }, /^No verdict this version can read$/, 'none', null],
    ['6 unknown', '6', { label: 'FORGED', fields: {} }, /^No verdict this version can read$/, 'none', null],
  ] as const)('%s', (_name, type, result, finding, direction, confidence) => {
    const reading = readResult(result, type);
    expect(reading.finding).toMatch(finding);
    expect(reading.direction).toBe(direction);
    if (confidence === null) expect(reading.confidence).toBeNull();
    else expect(reading.confidence).toBeCloseTo(confidence);
  });

  test.each([
    [{ faces: 0, deepFakes: 0 }],
    [{ deepFakes: 'some' }],
    [{ isAiGenerated: 'maybe', confidence: 0.9 }],
    [{ isAiGenerated: null }],
    [{ RealConfidencePercent: 101 }],
    [{ RealConfidencePercent: 'NaN' }],
    [{ nested: { isAiGenerated: true } }],
    [[{ isAiGenerated: true }]],
    [JSON.parse('{"__proto__":{"isAiGenerated":true}}')],
    ['isAiGenerated'],
    [Object.create({ isDeepFake: true })],
  ])('%j claims nothing', (result) => {
    expect(readResult(result, '1')).toMatchObject({ direction: 'none', confidence: null, finding: 'No verdict this version can read' });
  });
});

test('of two statements that agree up to rounding, the lesser is given', () => {
  expect(readResult({ isDeepFake: true, confidence: 0.97, RealConfidencePercent: 5 }, '4').confidence).toBeCloseTo(0.95);
});

test('an all-over number against all claims is a contradiction, also with several of them', () => {
  expect(readResult({ isSpoof: true, isDeepFake: true, RealConfidencePercent: 97 }, '8')).toMatchObject({ direction: 'none', contradictions: ['RealConfidencePercent says the opposite of the finding'] });
});

test('names that would fill the page are not part of the finding', () => {
  const tracks = Array.from({ length: 5_000 }, () => ({ name: 'x' }));
  expect(readResult({ tracks }, '10').finding).toBe('The audio was split into 5,000 tracks');
  expect(readResult({ tracks: [{ name: 'x'.repeat(1_000) }] }, '10').finding).toBe('The audio was split into 1 track');
});

test.each([true, 'true', 1])('what is said of a simulation stays said: %s', (simulated) => {
  expect(readResult({ isAiGenerated: true, simulated }, '1').simulated).toBe(true);
  expect(readResult({ isAiGenerated: true, isForged: true, isTampered: false, simulated }, '1').simulated).toBe(true);
  expect(readResult({ isSimilar: true, simulated }, '8').simulated).toBe(true);
});

const FLAGS = ['isAiGenerated', 'isDeepFake', 'isSpoof', 'isForged', 'isTampered', 'isManipulated', 'fake', 'deepFakes'];
const FACE_LISTS = ['participants', 'boundingBoxes', 'identityPredictions'];
const flag = fc.oneof(fc.boolean(), fc.constantFrom('true', 'false', 'fake', 'real', 'live', '3.5', 'NaN', '', 0, 1, null), fc.anything());
const share = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }).map(String), fc.double(), fc.anything());
const results = fc.record(
  {
    ...Object.fromEntries(FLAGS.map((name) => [name, flag])),
    confidence: share,
    RealConfidencePercent: fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constantFrom('3.5', '97', '-1', '101'), fc.anything()),
    similarityScore: share,
    isSimilar: flag,
    faces: fc.oneof(fc.nat(), fc.anything()),
    faceVector: fc.oneof(fc.array(fc.double()), fc.anything()),
    participants: fc.oneof(fc.array(fc.record({ fake: flag, confidence: share })), fc.anything()),
    boundingBoxes: fc.oneof(fc.dictionary(fc.string(), fc.record({ class: flag, confidence: share })), fc.anything()),
    identityPredictions: fc.oneof(fc.array(fc.record({ identityId: fc.nat(), isDeepFake: flag })), fc.anything()),
    tracks: fc.anything(),
    simulated: fc.anything(),
  },
  { requiredKeys: [] },
);
const types = fc.oneof(fc.integer({ min: 1, max: 12 }).map(String), fc.option(fc.string(), { nil: null }));

test('no input makes it throw, claim without a field that says so, or be surer than what is stated', () => {
  fc.assert(
    fc.property(fc.oneof({ weight: 4, arbitrary: results }, fc.anything()), types, (result, type) => {
      const { direction, confidence, contradictions, finding } = readResult(result, type);
      expect(finding).not.toBe('');
      if (confidence !== null) expect(confidence >= 0 && confidence <= 1).toBe(true);
      const fields: Record<string, unknown> = typeof result === 'object' && result !== null ? { ...result } : {};
      const says = (names: readonly string[]) => names.some((name) => Object.hasOwn(fields, name));
      if (!says([...FLAGS, ...FACE_LISTS, 'RealConfidencePercent'])) expect(direction).toBe('none');
      if (!says(['confidence', 'RealConfidencePercent', 'similarityScore'])) expect(confidence).toBeNull();
      if (contradictions.length > 0) expect({ direction, confidence }).toEqual({ direction: 'none', confidence: null });
      if (direction !== 'none' && confidence !== null) {
        const real = Number(fields['RealConfidencePercent']) / 100;
        const stated = [Number(fields['confidence']), direction === 'manipulated' ? 1 - real : real];
        expect(stated).toContain(confidence);
        expect(['uncertain', direction]).toContain(bandOf({ direction, confidence }, DEFAULT_THRESHOLDS));
      }
    }),
    { numRuns: 3_000 },
  );
});

test('what a claim says comes from its field alone: the opposite flag, the opposite finding', () => {
  fc.assert(fc.property(fc.constantFrom('isAiGenerated', 'isDeepFake', 'isSpoof', 'isForged', 'isTampered', 'isManipulated', 'fake'), fc.double({ min: 0, max: 1, noNaN: true }), types, (field, confidence, type) => {
    expect(readResult({ [field]: true, confidence }, type)).toMatchObject({ direction: 'manipulated', confidence });
    expect(readResult({ [field]: 'false', confidence: String(confidence) }, type)).toMatchObject({ direction: 'authentic', confidence });
  }));
});
