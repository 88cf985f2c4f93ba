import { expect, test } from 'vitest';
import { readJob } from '#src/jobs-api/normalize.ts';
import { bandOf, DEFAULT_THRESHOLDS } from '../thresholds/bands.ts';
import { readEvidence } from './evidence.ts';
import { readVerdict, type Verdict } from './read-verdict.ts';

// Every row is an answer of the platform (wire format, sections 5 and 6) and what is to be read from it.
const job = (result: unknown, slug: string, more: object = {}) => readJob({ jobId: 1, status: 'completed', taskTypeSlug: slug, result, ...more });
const FACE = 'face-intelligence';
const LIVENESS = 'face-liveness-detection';
const DOCUMENT = 'document-intelligence';
const SWAP = 'faceswap-detection';

test.each<[name: string, result: unknown, slug: string, expected: Partial<Verdict>]>([
  ['type 8, neither swapped nor live', { isDeepFake: false, isLiveness: false, RealConfidencePercent: '96' }, FACE, {
    direction: 'manipulated', confidence: null, findings: ['The detector found no signs of a swapped face', 'Not live: the detector found signs that no live person was in front of the camera'],
    remarks: ['RealConfidencePercent is given as 96: it belongs to none of the findings alone'],
  }],
  ['type 6, isFake beside isTampered: either one true means fake', { isFake: true, isTampered: false }, DOCUMENT, { direction: 'manipulated', contradictions: [], finding: 'The detector found signs that the document was tampered with' }],
  ['type 6, the other way round', { isFake: false, isTampered: 'True' }, DOCUMENT, { direction: 'manipulated', contradictions: [] }],
  ['type 7, isLiveness true', { isLiveness: true }, LIVENESS, { direction: 'authentic', finding: 'Live: the detector found signs of a live person' }],
  ['type 7, isLiveness false', { isLiveness: false }, LIVENESS, { direction: 'manipulated' }],
  ['type 7, isLiveness "True"', { isLiveness: 'True' }, LIVENESS, { direction: 'authentic' }],
  ['live and spoofed at once', { isLiveness: true, isSpoof: true }, LIVENESS, { outcome: 'contradiction', direction: 'none', contradictions: ['isSpoof and isLiveness say the opposite of each other'] }],
  ['live, not the same person, and a number of neither', { isSpoof: false, isSimilar: false, confidence: 0.99 }, FACE, {
    direction: 'authentic', confidence: null, findings: ['Live: the detector found signs of a live person', 'Not the same person: the two faces do not look alike'],
  }],
  ['a score of 100', { isSimilar: true, similarityScore: 82.67 }, FACE, { direction: 'none', confidence: null, findings: ['The same person: the two faces look alike', 'Similarity score: 82.67 of 100'] }],
  ['a share beside isSimilar', { isSimilar: true, similarityScore: 0.87 }, FACE, { confidence: null, findings: ['The same person: the two faces look alike', 'Similarity score: 87%'] }],
  ['not similar, and a score without a scale', { isSimilar: false, similarityScore: 0.87 }, FACE, { confidence: null, findings: ['Not the same person: the two faces do not look alike', 'Similarity score: 0.87'] }],
  ['a score without a finding', { isSimilar: null, similarityScore: 82.67 }, FACE, { direction: 'none', outcome: 'nothing-claimed', finding: 'Similarity score: 82.67 of 100', unchecked: ['similarity'] }],
  ['checks that were not asked for', { isLiveness: true, isDeepFake: null, isSimilar: 'None' }, FACE, { direction: 'authentic', unchecked: ['face swap', 'similarity'] }],
  ['the string null', { isDeepFake: 'null' }, SWAP, { direction: 'none', finding: 'Nothing was checked', unchecked: ['face swap'] }],
  ['class as an object', { boundingBoxes: { 0: { boundingBox: { frame_0: [1, 2, 3, 4] }, class: { isDeepFake: false, isLiveness: false } } } }, FACE, { direction: 'manipulated' }],
  ['identityDetails', { identityDetails: [{ identityId: 0, isDeepFake: true, confidence: 0.9 }] }, SWAP, { direction: 'manipulated', confidence: 0.9, confidenceOf: 'face 0' }],
  ['frame-first boxes with a label', { boundingBoxes: { 0: [{ x1: 1, y1: 2, x2: 30, y2: 40, label: 'FAKE' }] } }, SWAP, { direction: 'manipulated', confidence: null }],
  ['a prediction against the class of its box', { identityPredictions: [{ identityId: 0, isDeepFake: false }], boundingBoxes: { 0: { boundingBox: {}, class: 'fake' } } }, SWAP, { outcome: 'contradiction', direction: 'none' }],
  ['no top-level flag: the face makes the claim, with its own confidence', { identityPredictions: [{ identityId: 0, isDeepFake: true }], boundingBoxes: { 0: { boundingBox: {}, class: 'fake', confidence: 0.98 } } }, SWAP, { direction: 'manipulated', confidence: 0.98, confidenceOf: 'face 0' }],
  ['identityPredictions: []', { identityPredictions: [] }, SWAP, { direction: 'none', finding: 'No face was found' }],
  ['boundingBoxes: {}', { boundingBoxes: {} }, SWAP, { direction: 'none', finding: 'No face was found' }],
  ['{error, message}', { error: 'WORKER', message: 'CUDA out of memory' }, SWAP, { outcome: 'worker-failed', direction: 'none', finding: 'Failed in the worker: CUDA out of memory; WORKER' }],
  ['{status: "error", errors}', { status: 'error', errors: ['No face found'] }, LIVENESS, { outcome: 'worker-failed', direction: 'none', finding: 'Failed in the worker: No face found' }],
  ['a worker error beside a flag', { error: true, message: 'x', isDeepFake: false, RealConfidencePercent: 99 }, SWAP, { outcome: 'worker-failed', direction: 'none', confidence: null }],
  ['confidence 0.05 beside isFake: false', { isFake: false, confidence: 0.05 }, DOCUMENT, { direction: 'authentic', confidence: null }],
  ['fakePages beside isFake: true', { isFake: true, fakePages: [2, 5], totalPages: 7 }, 'pdf-tampering-detection', { direction: 'manipulated', findings: ['The detector found signs that the document was tampered with', 'The result calls pages 2, 5 of 7 fake'] }],
])('%s', (_name, result, slug, expected) => {
  expect(readVerdict(job(result, slug))).toMatchObject(expected);
});

test('a finding of a face with its own confidence has a band', () => {
  expect(bandOf(readVerdict(job({ participants: [{ id: 0, fake: true, confidence: 0.98 }] }, SWAP)), DEFAULT_THRESHOLDS)).toBe('manipulated');
});

test('participants beside identityPredictions are one face, by their id from 0', () => {
  const { identities } = readEvidence(job({ identityPredictions: [{ identityId: 0, isDeepFake: true }], participants: [{ id: 0, fake: true, confidence: 0.8 }] }, SWAP));
  expect(identities).toMatchObject([{ id: '0', manipulated: true, confidence: 0.8 }]);
});

test.each([
  ['face first, frame_N', { boundingBoxes: { 0: { boundingBox: { frame_0: [1, 2, 3, 4], frame_5: [2, 2, 4, 4] }, class: 'fake' } } }, false],
  ['frame first', { boundingBoxes: { 0: [{ x1: 1, y1: 2, x2: 3, y2: 4 }], 5: [{ x1: 2, y1: 2, x2: 4, y2: 4 }] } }, true],
  ['frame first, as predictions', { predictions: { frame_0: [{ x1: 1, y1: 2, x2: 3, y2: 4 }], frame_5: [{ x1: 2, y1: 2, x2: 4, y2: 4 }] } }, true],
  ['identityDetails', { identityDetails: { 0: { boundingBox: { 0: [1, 2, 3, 4], 5: [2, 2, 4, 4] } } } }, false],
])('%s: one face, its boxes by frame', (_name, result, frameFirst) => {
  expect(readEvidence(job(result, SWAP)).identities).toMatchObject([{ id: '0', frameFirst, boxes: [{ frame: 0, box: [1, 2, 3, 4] }, { frame: 5, box: [2, 2, 4, 4] }] }]);
});

test('fake, participants and heatmapURL on the job beside resultURL are read', () => {
  const record = { fake: true, participants: [{ id: 0, fake: true, confidence: 0.9, heatmap: 'https://s.example/0.media' }], heatmapURL: 'https://s.example/h.png', resultURL: 'https://s.example/r' };
  const fetched = { ...job(undefined, SWAP, record), result: { faces: 1 } };
  expect(readVerdict(fetched)).toMatchObject({ direction: 'manipulated', confidence: null, remarks: [] });
  expect(readEvidence(fetched)).toMatchObject({ heatmap: { url: 'https://s.example/h.png' }, identities: [{ id: '0', heatmapUrl: 'https://s.example/0.media' }] });
  const partly = readVerdict({ ...job(undefined, SWAP, record), resultProblem: 'HTTP 403.' });
  expect(partly).toMatchObject({ direction: 'manipulated', remarks: ['The result could not be fetched: HTTP 403; only what the job itself says was read'] });
});

test('fake on the job against fake in the result is a contradiction', () => {
  expect(readVerdict({ ...job(undefined, SWAP, { fake: true, resultURL: 'https://s.example/r' }), result: { fake: false } })).toMatchObject({ outcome: 'contradiction', direction: 'none' });
});

test('inline {"resultType":"face"} and a result artifact: the artifact is the result', () => {
  const listed = job({ resultType: 'face' }, SWAP, { artifacts: [{ kind: 'result', contentType: 'application/json', downloadUrl: 'https://s.example/r' }] });
  expect(readVerdict({ ...listed, resultProblem: 'HTTP 403' })).toMatchObject({ outcome: 'not-fetched', finding: 'The result could not be fetched: HTTP 403' });
  expect(readVerdict({ ...listed, result: { isDeepFake: true, RealConfidencePercent: 3 } })).toMatchObject({ direction: 'manipulated', confidence: 0.97 });
});

test.each([
  ['heatmap', 'image/png', 'image/png'],
  ['heatmap', 'video/mp4', 'video/mp4'],
  ['result', 'image/png', 'image/png'],
])('an artifact of kind %s and type %s is the heatmap', (kind, contentType, shown) => {
  const artifacts = [{ kind, contentType, downloadUrl: 'https://s.example/h.media' }, { kind: 'result', contentType: 'application/json', downloadUrl: 'https://s.example/r' }];
  expect(readEvidence({ ...job(undefined, SWAP, { artifacts }), result: {} }).heatmap).toEqual({ url: 'https://s.example/h.media', contentType: shown });
});

test('82.67 of 100 is shown beside both faces', () => {
  expect(readEvidence(job({ isSimilar: true, similarityScore: 82.67 }, FACE)).similarity).toEqual({ score: '82.67 of 100' });
});

test.each([
  ['failed', 'No finding: the job failed: The image could not be decoded'],
  ['processing', 'No finding: the job’s status is “processing”'],
  ['cancelled', 'No finding: the job’s status is “cancelled”'],
])('a %s job with a partial result has no finding', (status, finding) => {
  const partial = job({ isDeepFake: true, RealConfidencePercent: 7 }, SWAP, { status, errorMessage: 'The image could not be decoded.' });
  expect(readVerdict(partial)).toMatchObject({ outcome: 'not-completed', direction: 'none', confidence: null, finding });
  expect(readEvidence(partial).hasResult).toBe(false);
});

test('what a failed worker left behind is no evidence', () => {
  const left = { error: 'WORKER', identityPredictions: [{ identityId: 0, isDeepFake: true }], fakePages: [2], heatmapURL: 'https://s.example/h.png' };
  expect(readEvidence(job(left, SWAP))).toMatchObject({ identities: [], fakePages: null, heatmap: null });
});

test('a part that stands inline is said to be one while the whole result could not be fetched', () => {
  const listed = job({ isDeepFake: true, RealConfidencePercent: 3 }, SWAP, { artifacts: [{ kind: 'result', contentType: 'application/json', downloadUrl: 'https://s.example/r' }] });
  expect(readVerdict({ ...listed, resultProblem: 'HTTP 403.' })).toMatchObject({ direction: 'manipulated', remarks: ['The result could not be fetched: HTTP 403; only what the job itself says was read'] });
});

test('a completed job whose result could not be fetched says so, with why', () => {
  const listed = job(undefined, SWAP, { resultUrl: 'https://s.example/r' });
  expect(readVerdict({ ...listed, resultProblem: 'The link has expired (HTTP 403).' })).toMatchObject({ outcome: 'not-fetched', finding: 'The result could not be fetched: The link has expired (HTTP 403)' });
});

test.each([
  [3, [3]], ['2', [2]], [[0, 4], [1, 5]], [0, []], ['x', []],
])('fakePages %j are pages %j', (fakePages, pages) => {
  expect(readEvidence(job({ fakePages, totalPages: 9 }, DOCUMENT)).fakePages).toEqual({ pages, total: 9 });
});
