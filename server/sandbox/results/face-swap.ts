import { numbersFrom, type Verdict } from '../verdict.ts';
import { type BoxStyle, faceBoxes } from './face-boxes.ts';
import { type Finding, type ResultFields, verdictOn } from './finding.ts';

/** Types 4 and 11, and the check of type 8: swapped or not, by face, with a box a frame. A swapped video has at least one swapped face. */
export function faceSwap(finding: Finding): ResultFields {
  const { verdict } = finding;
  const faces = facesIn(finding);
  return {
    isDeepFake: verdict.isFake,
    confidence: verdict.confidence,
    RealConfidencePercent: verdict.realConfidencePercent,
    faces: faces.length,
    identityPredictions: faces.map(({ identityId, isDeepFake }) => ({ identityId, isDeepFake })),
    boundingBoxes: Object.fromEntries(
      faces.map(({ identityId, isDeepFake, confidence, boundingBox }) => [identityId, { boundingBox, class: isDeepFake ? 'fake' : 'real', confidence }]),
    ),
  };
}

/** A box on every frame, face first: the documented style. */
const EVERY_FRAME: BoxStyle = { stride: 1, frameKey: String, scale: 2 };

/** The faces of a video, each with its boxes; `index` from 0. */
export function facesIn(finding: Finding, style: BoxStyle = EVERY_FRAME) {
  const { facts, original, job, verdict } = finding;
  const { video } = facts;
  if (!video) return [];
  const seed = original.sha256 ?? '';
  const [draw = 0] = numbersFrom(`${seed}/faces`, 1);
  const count = draw < 0.7 || job.parameters?.isSingleFace ? 1 : 2;
  return Array.from({ length: count }, (_, n) => {
    // The first face carries the finding; a second one is as real as the rest of the video.
    const own: Verdict = n === 0 ? verdict : verdictOn(finding, `face ${n}`);
    const isDeepFake = verdict.isFake && own.isFake;
    const boundingBox = faceBoxes(video, `${seed}/${n}`, n, count, style);
    return { index: n, identityId: String(n + 1), isDeepFake, confidence: own.confidence, boundingBox };
  });
}
