import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';
import { readJob } from '#src/jobs-api/normalize.ts';
import { readEvidence } from './evidence.ts';
import { statedSha256 } from './reported-sha256.ts';

const stated = (result: unknown) => statedSha256({ ...readJob({ jobId: 1, status: 'completed' }), result });
const evidenceOf = (result: unknown, job: object = {}) => readEvidence(readJob({ jobId: 1, status: 'completed', result, ...job }));

test('the uploaded media and what came with it, told apart by slot', () => {
  const evidence = evidenceOf({}, {
    inputs: [{ slotName: 'original', contentType: 'image/png' }],
    artifacts: [
      { kind: 'input', slotName: 'original', downloadUrl: 'https://storage.example/a' },
      { kind: 'input', slotName: 'reference', contentType: 'image/jpeg', downloadUrl: 'https://storage.example/b' },
      { kind: 'result', contentType: 'application/json', downloadUrl: 'https://storage.example/c' },
    ],
  });
  expect(evidence.media).toEqual({ slotName: 'original', contentType: 'image/png', url: 'https://storage.example/a' });
  expect(evidence.others).toEqual([{ slotName: 'reference', contentType: 'image/jpeg', url: 'https://storage.example/b' }]);
});

test('faces of a video: predictions and boxes are one face by their id', () => {
  const { identities } = evidenceOf({
    identityPredictions: [{ identityId: 1, isDeepFake: 'true' }],
    boundingBoxes: { 1: { boundingBox: { 0: [1, 2, 3, 4], 1: [1, 2, 3, 4] }, class: 'fake', confidence: 0.9 }, 2: { boundingBox: {}, class: 'real', confidence: 90 } },
  });
  expect(identities).toMatchObject([
    { id: '1', manipulated: true, confidence: 0.9, boxes: [{ frame: 0, box: [1, 2, 3, 4] }, { frame: 1, box: [1, 2, 3, 4] }], heatmapUrl: null },
    { id: '2', manipulated: false, confidence: null, boxes: [], heatmapUrl: null },
  ]);
});

test('participants of older answers, with a heatmap each', () => {
  expect(evidenceOf({ participants: [{ fake: true, confidence: '0.8', heatmap: 'https://storage.example/h.mp4' }] }).identities).toMatchObject([
    { id: '0', manipulated: true, confidence: 0.8, boxes: [], heatmapUrl: 'https://storage.example/h.mp4' },
  ]);
});

test.each(['javascript:alert(1)', 'data:text/html,x', '//storage.example/x', 'https://', 7, null])('%j is no link to load', (url) => {
  expect(evidenceOf({ heatmapURL: url, tracks: [{ name: 'a', url }] })).toMatchObject({ heatmap: null, tracks: [] });
});

test('the SHA-256 that a result gives', () => {
  const sha = 'AB'.repeat(32);
  expect(stated({ analysisDetails: { sha256: sha } })).toBe(sha.toLowerCase());
  expect(stated({ sha256: sha.slice(1) })).toBeNull();
  expect(stated('x')).toBeNull();
});

test('no result makes it throw', () => {
  const names = fc.constantFrom('faceVector', 'embedding', 'heatmapURL', 'tracks', 'participants', 'boundingBoxes', 'identityPredictions', '__proto__');
  fc.assert(fc.property(fc.oneof(fc.dictionary(names, fc.anything()), fc.anything()), (result) => {
    for (const { confidence } of evidenceOf(result).identities) expect(confidence === null || (confidence >= 0 && confidence <= 1)).toBe(true);
    stated(result);
  }), { numRuns: 1_000 });
});
