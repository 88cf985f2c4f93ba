import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { describe, expect, test } from 'vitest';
import { bandOf, DEFAULT_THRESHOLDS } from '../thresholds/bands.ts';
import { readJob } from '#src/jobs-api/normalize.ts';
import { readVerdict } from './read-verdict.ts';

// Any value as the inline result of a completed job, whatever the wire could carry.
const readResult = (result: unknown, taskTypeId: string | null) => readVerdict({ ...readJob({ jobId: 1, status: 'completed' }), taskTypeId, result });

describe('shapes of wire format 5.4', () => {
  test.each([
    ['documented, type 1', { confidence: 0.98, isAiGenerated: true, analysisDetails: {} }, '1', 'manipulated', 0.98],
    ['documented, type 1, real', { confidence: 0.9, isAiGenerated: false }, '1', 'authentic', 0.9],
    ['toward real, as a string', { RealConfidencePercent: '3.5' }, '1', 'manipulated', 0.965],
    ['toward real, with a flag', { isDeepFake: 'true', RealConfidencePercent: 3 }, '4', 'manipulated', 0.97],
    ['a word for a flag', { isDeepFake: 'fake' }, '8', 'manipulated', null],
    ['liveness', { isSpoof: 'false', confidence: '0.8' }, '7', 'authentic', 0.8],
    ['an older media answer', { fake: true, confidence: 0.6, participants: [{ fake: true, confidence: 0.6 }] }, '4', 'manipulated', 0.6],
    ['an older answer with faces only', { participants: [{ fake: 'false' }, { fake: true, confidence: 0.9 }], confidence: 0.7 }, '4', 'manipulated', 0.9],
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
    [{ isSimilar: 'true', similarityScore: '0.91' }, '8', 'The same person: the two faces look alike; Similarity score: 91%', null],
    [{ isSimilar: false, similarityScore: 12 }, '8', 'Not the same person: the two faces do not look alike; Similarity score: 12 of 100', null],
    [{ faceVector: [1, 2, 3] }, '9', 'A face vector of 3 numbers', null],
    [{ embedding: [1] }, '9', 'A face vector of 1 number', null],
    [{ tracks: [{}, {}] }, '10', 'The audio was split into 2 tracks', null],
    [{ tracks: [{ name: 'foreground' }, { name: 'background' }] }, '10', 'The audio was split into 2 tracks: foreground, background', null],
    [{ isSimilar: 'fake' }, '8', 'No verdict this version can read', null],
    [{ identityPredictions: [{ identityId: 1, isDeepFake: 'false' }, { identityId: 2 }] }, '4', 'Faces were found; the result says nothing of them', null],
    [{ mystery: 1 }, '1', 'No verdict this version can read', null],
    [undefined, '1', 'No result', null],
    ['<html>', '1', 'No verdict this version can read', null],
  ])('%o claims nothing about authenticity', (result, type, finding, confidence) => {
    expect(readResult(result, type)).toMatchObject({ direction: 'none', finding, confidence });
  });

  test.each([
    [{ isForged: true, isTampered: 'false' }],
    [{ isDeepFake: false, identityPredictions: [{ identityId: 1, isDeepFake: true }] }],
  ])('%o contradicts itself, and is not averaged away', (result) => {
    const reading = readResult(result, '1');
    expect(reading.direction).toBe('none');
    expect(reading.contradictions).not.toEqual([]);
  });
});

test('different questions may have different answers', () => {
  expect(readResult({ isSpoof: false, isDeepFake: true, isSimilar: true, confidence: 0.9 }, '8')).toEqual({
    outcome: 'finding',
    finding: 'The detector found signs of a swapped face; Live: the detector found signs of a live person; The same person: the two faces look alike',
    findings: ['The detector found signs of a swapped face', 'Live: the detector found signs of a live person', 'The same person: the two faces look alike'],
    direction: 'manipulated',
    confidence: null,
    confidenceOf: null,
    simulated: false,
    contradictions: [],
    unchecked: [],
    remarks: ['confidence is given as 0.9: it belongs to none of the findings alone'],
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
    ['8 similarity', '8', { isSimilar: 'true', similarityScore: 0.9 }, /^The same person.*90%$/, 'none', null],
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
    [{ RealConfidencePercent: 101 }],
    [{ RealConfidencePercent: 'NaN' }],
    [{ isFake: '', RealConfidencePercent: 0 }],
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

test.each([
  ['against its flag', { isDeepFake: true, RealConfidencePercent: 99 }, '4', 'manipulated'],
  ['against its flag, the other way', { isFake: false, confidence: 0.05 }, '12', 'authentic'],
  ['against each other', { isAiGenerated: true, confidence: 0.99, RealConfidencePercent: 40 }, '1', 'manipulated'],
  ['of several findings', { isSpoof: true, isDeepFake: true, RealConfidencePercent: 97 }, '8', 'manipulated'],
  ['out of range', { isAiGenerated: true, confidence: 98 }, '1', 'manipulated'],
])('a number %s is shown beside the finding and gives no share', (_name, result, type, direction) => {
  const verdict = readResult(result, type);
  expect(verdict).toMatchObject({ direction, confidence: null, contradictions: [] });
  expect(verdict.remarks).not.toEqual([]);
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

const DIRECTED = { isAiGenerated: true, isDeepFake: true, isSpoof: true, isLiveness: false, isForged: true, isTampered: true, isManipulated: true, isFake: true, fake: true } as const;
const flag = fc.constantFrom(true, false, 'true', 'false', 'True', 'False', null, 'null', 'None', '', 'maybe', 3.5, {});
const aNumber = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true }).map(String), fc.constantFrom(null, 'null', 'NaN', -1, 101, true), fc.anything());
const flagged = fc.record({ ...Object.fromEntries([...Object.keys(DIRECTED), 'isSimilar'].map((name) => [name, flag])), confidence: aNumber, RealConfidencePercent: aNumber, similarityScore: aNumber, simulated: flag, totalPages: aNumber, fakePages: aNumber }, { requiredKeys: [] });
const types = fc.oneof(fc.integer({ min: 1, max: 13 }).map(String), fc.option(fc.string(), { nil: null }));
const truth = (value: unknown) => (value === true || String(value).toLowerCase() === 'true' ? true : value === false || String(value).toLowerCase() === 'false' ? false : null);

test('whatever flags, nulls, strings and numbers: no direction without a flag that says so, and never authentic while one says manipulated', () => {
  fc.assert(
    fc.property(flagged, types, (result, type) => {
      const fields: Record<string, unknown> = { ...result };
      const said = Object.entries(DIRECTED).flatMap(([name, manipulated]) => {
        const value = truth(fields[name]);
        return value === null ? [] : [value === manipulated ? 'manipulated' : 'authentic'];
      });
      const { direction, confidence, contradictions, outcome } = readResult(result, type);
      const anyFlag = [...Object.keys(DIRECTED), 'isSimilar'].some((name) => name in fields);
      // The one exception: published answers of types 1 and 4 with this number and no flag at all.
      const realAlone = !anyFlag && ['1', '4'].includes(type ?? '') && 'RealConfidencePercent' in fields;
      if (direction !== 'none' && !realAlone) expect(said).toContain(direction);
      if (said.includes('manipulated')) expect(direction).not.toBe('authentic');
      if (said.length > 0 && contradictions.length === 0) expect(direction).toBe(said.includes('manipulated') ? 'manipulated' : 'authentic');
      if (contradictions.length > 0) expect({ outcome, direction, confidence }).toEqual({ outcome: 'contradiction', direction: 'none', confidence: null });
      if (confidence !== null) {
        expect(confidence >= 0.5 && confidence <= 1 && direction !== 'none').toBe(true);
        const real = Number(fields['RealConfidencePercent']) / 100;
        expect([Number(fields['confidence']), direction === 'manipulated' ? 1 - real : real]).toContain(confidence);
      }
    }),
    { numRuns: 5_000 },
  );
});

test('no input makes it throw', () => {
  const faces = fc.oneof(fc.array(fc.anything()), fc.dictionary(fc.constantFrom('0', '1', 'frame_0', 'x'), fc.anything()), fc.anything());
  const names = ['participants', 'boundingBoxes', 'identityPredictions', 'identityDetails', 'predictions', 'errors', 'error', 'status', 'tracks', 'faceVector', 'fakePages'];
  fc.assert(fc.property(fc.oneof(fc.record(Object.fromEntries(names.map((name) => [name, faces])), { requiredKeys: [] }), fc.anything()), types, (result, type) => {
    const verdict = readResult(result, type);
    expect(verdict.finding).not.toBe('');
    expect(bandOf(verdict, DEFAULT_THRESHOLDS)).toBeDefined();
  }));
});

test('what a claim says comes from its field alone: the opposite flag, the opposite finding', () => {
  fc.assert(fc.property(fc.constantFrom('isAiGenerated', 'isDeepFake', 'isSpoof', 'isForged', 'isTampered', 'isManipulated', 'fake'), fc.double({ min: 0.5, max: 1, noNaN: true }), types, (field, confidence, type) => {
    expect(readResult({ [field]: true, confidence }, type)).toMatchObject({ direction: 'manipulated', confidence });
    expect(readResult({ [field]: 'false', confidence: String(confidence) }, type)).toMatchObject({ direction: 'authentic', confidence });
  }));
});
