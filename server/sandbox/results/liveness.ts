import { type Finding, heatmapField, type ResultFields } from './finding.ts';

/** Type 7: live, or spoofed, where false means live. */
export function liveness(finding: Finding): ResultFields {
  return { isSpoof: finding.verdict.isFake, confidence: finding.verdict.confidence, ...heatmapField(finding) };
}
