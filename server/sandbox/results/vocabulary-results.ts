import type { BuiltInSlug } from '#src/jobs-api/task-types.ts';

import type { Vocabulary } from '../vocabulary.ts';
import { numbersFrom } from '../verdict.ts';
import { audioSplit } from './audio-split.ts';
import { faceEmbedding } from './face-embedding.ts';
import { SAME_FACE } from './face-intelligence.ts';
import type { BoxStyle } from './face-boxes.ts';
import { facesIn } from './face-swap.ts';
import { type Finding, heatmapField, type ResultFields, verdictOn } from './finding.ts';

type Results = Readonly<Record<BuiltInSlug, (finding: Finding) => ResultFields>>;

/** Boxes are given for every fifth frame (wire format, section 5.6). */
const BY_NUMBER: BoxStyle = { stride: 5, frameKey: String, scale: 2 };
const BY_NAME: BoxStyle = { ...BY_NUMBER, frameKey: (frame) => `frame_${frame}` };
const FRAME_FIRST: BoxStyle = { ...BY_NUMBER, scale: 1 };

/** What each task type answers in a vocabulary that stands alone (wire format, sections 5.4 and 6.5). */
export const VOCABULARY_RESULTS: Readonly<Record<Exclude<Vocabulary, 'documented'>, Results>> = {
  deployed: {
    'ai-image-detection': (finding) => ({ isAiGenerated: finding.verdict.isFake, RealConfidencePercent: percent(finding), ...heatmapField(finding) }),
    'ai-audio-detection': generated, 'ai-video-detection': generated, 'faceswap-detection': swap,
    'image-forgery-detection': (finding) => ({ isForged: finding.verdict.isFake, confidence: finding.verdict.confidence, ...heatmapField(finding) }),
    'document-intelligence': tampered, 'pdf-tampering-detection': tampered,
    'face-liveness-detection': (finding) => ({ isSpoof: String(finding.verdict.isFake), confidence: finding.verdict.confidence, ...heatmapField(finding) }),
    'face-intelligence': deployedFace,
    'face-embedding': embedding, 'audio-splitter': audioSplit,
    'ekyc-deepfake': (finding) => ({ ...swapFlags(finding), boundingBoxes: byFrame(finding) }),
  },
  current: {
    'ai-image-detection': fakeImage, 'ai-audio-detection': generated,
    'ai-video-detection': (finding) => ({ resultType: 'video', ...generated(finding) }),
    'faceswap-detection': (finding) => ({ resultType: 'video', ...currentFaces(finding) }),
    'image-forgery-detection': fakeImage,
    'document-intelligence': (finding) => ({ ...fakeImage(finding), isTampered: finding.verdict.isFake }),
    'face-liveness-detection': ({ verdict }) => ({ resultType: 'liveness', isLiveness: !verdict.isFake }),
    'face-intelligence': currentFace,
    'face-embedding': (finding) => ({ resultType: 'face-embed', ...embedding(finding) }),
    'audio-splitter': audioSplit,
    'ekyc-deepfake': (finding) => ({ resultType: 'face', identityDetails: identityDetails(finding) }),
    'pdf-tampering-detection': pages,
  },
};

function percent({ verdict }: Finding): string {
  return String(verdict.realConfidencePercent);
}

function generated({ verdict }: Finding): ResultFields {
  return { isAiGenerated: verdict.isFake, confidence: verdict.confidence };
}

function tampered(finding: Finding): ResultFields {
  return { isTampered: finding.verdict.isFake, confidence: finding.verdict.confidence, ...heatmapField(finding) };
}

function embedding(finding: Finding): ResultFields {
  return { embedding: faceEmbedding(finding)['faceVector'] };
}

function fakeImage({ verdict }: Finding): ResultFields {
  return { resultType: 'image', isFake: verdict.isFake, confidence: verdict.confidence };
}

/** A tampered document has at least one such page. */
function pages({ verdict, original }: Finding): ResultFields {
  const totalPages = original.pageCount ?? 1;
  const draws = numbersFrom(`${original.sha256}/pages`, totalPages);
  const drawn = draws.flatMap((draw, index) => (draw < 0.3 ? [index + 1] : []));
  return { isFake: verdict.isFake, confidence: verdict.confidence, fakePages: verdict.isFake ? (drawn.length > 0 ? drawn : [1]) : [], totalPages };
}

function swap(finding: Finding): ResultFields {
  return { isDeepFake: String(finding.verdict.isFake), RealConfidencePercent: percent(finding), ...faces(finding, BY_NUMBER, (isDeepFake) => (isDeepFake ? 'fake' : 'real')) };
}

function swapFlags(finding: Finding): ResultFields {
  const { identityPredictions } = faces(finding, BY_NUMBER, () => null);
  return { isDeepFake: String(finding.verdict.isFake), RealConfidencePercent: percent(finding), identityPredictions };
}

/** Frame first, in the video's own pixels (wire format, section 6.5). */
function byFrame(finding: Finding): ResultFields {
  const boxes: Record<string, unknown[]> = {};
  for (const { isDeepFake, boundingBox } of facesIn(finding, FRAME_FIRST)) {
    for (const [frame, [x1, y1, x2, y2]] of Object.entries(boundingBox)) (boxes[frame] ??= []).push({ x1, y1, x2, y2, label: isDeepFake ? 'FAKE' : 'REAL' });
  }
  return boxes;
}

/** No flag of its own: the faces make the claim. */
function currentFaces(finding: Finding): ResultFields {
  return faces(finding, BY_NAME, (isDeepFake) => (isDeepFake ? 'fake' : 'real'));
}

function faces(finding: Finding, style: BoxStyle, classOf: (isDeepFake: boolean) => unknown) {
  const found = facesIn(finding, style);
  return {
    identityPredictions: found.map(({ index, isDeepFake }) => ({ identityId: index, isDeepFake })),
    boundingBoxes: Object.fromEntries(found.map(({ index, isDeepFake, confidence, boundingBox }) => [index, { boundingBox, class: classOf(isDeepFake), confidence }])),
  };
}

function identityDetails(finding: Finding): unknown[] {
  return facesIn(finding, BY_NAME).map(({ index, isDeepFake, confidence, boundingBox }) => ({
    identityId: index, isDeepFake, confidence, boundingBox, class: { isDeepFake, isLiveness: null },
  }));
}

function deployedFace(finding: Finding): ResultFields {
  const { parameters } = finding.job;
  const score = parameters?.isSimilarityCheck ? finding.facts.similarity : null;
  return {
    ...(parameters?.isLivenessCheck ? { isSpoof: String(verdictOn(finding, 'liveness').isFake) } : {}),
    ...(parameters?.isFaceswapCheck ? { ...swapFlags(finding), predictions: byFrame(finding) } : {}),
    ...(score === null ? {} : { isSimilar: String(score >= SAME_FACE), similarityScore: score.toFixed(4) }),
  };
}

/** A check that was not asked for is null; a score is of 100. */
function currentFace(finding: Finding): ResultFields {
  const { parameters } = finding.job;
  const score = parameters?.isSimilarityCheck ? finding.facts.similarity : null;
  const isLiveness = parameters?.isLivenessCheck ? !verdictOn(finding, 'liveness').isFake : null;
  return {
    resultType: 'face-intelligence',
    isLiveness,
    isDeepFake: parameters?.isFaceswapCheck ? finding.verdict.isFake : null,
    isSimilar: score === null ? null : score >= SAME_FACE,
    similarityScore: score === null ? null : Math.round(score * 10_000) / 100,
    ...(parameters?.isFaceswapCheck ? faces(finding, BY_NAME, (isDeepFake) => ({ isDeepFake, isLiveness })) : {}),
  };
}

/** What a worker that failed leaves as the result of a completed job (wire format, sections 6.3 and 6.5). */
export function workerErrorResult(reason: string, slug: string): ResultFields {
  return slug.startsWith('face') ? { status: 'error', errors: [reason] } : { error: 'PROCESSING_FAILED', message: reason };
}
