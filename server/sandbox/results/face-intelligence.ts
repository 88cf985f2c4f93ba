import { faceSwap } from './face-swap.ts';
import { type Finding, type ResultFields, verdictOn } from './finding.ts';

/** How alike two faces must be to count as the same. */
export const SAME_FACE = 0.8;

/** Type 8: a field or more for each check that was asked for (wire format, sections 5.3 and 5.4); none when none was. */
export function faceIntelligence(finding: Finding): ResultFields {
  const { job, facts } = finding;
  const checks = job.parameters;
  const live = checks?.isLivenessCheck ? verdictOn(finding, 'liveness') : null;
  const swap = checks?.isFaceswapCheck ? faceSwap(finding) : null;
  return {
    ...(live ? { isSpoof: live.isFake, confidence: live.confidence } : {}),
    ...swap,
    ...(checks?.isSimilarityCheck && facts.similarity !== null ? similarity(facts.similarity) : {}),
  };
}

/** Not simulated: the score comes from the two pictures. */
function similarity(score: number): ResultFields {
  return { isSimilar: score >= SAME_FACE, similarityScore: Math.round(score * 10_000) / 10_000 };
}
