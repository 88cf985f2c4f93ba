import { type Finding, heatmapField, type ResultFields } from './finding.ts';

/** Type 5: edited or not. No shape was published; the names follow those of type 1. */
export function imageForgery(finding: Finding): ResultFields {
  return { isForged: finding.verdict.isFake, confidence: finding.verdict.confidence, ...heatmapField(finding) };
}

/** Type 6: tampered with or not; a heatmap for pictures. No shape was published; the names follow those of type 1. */
export function documentTampering(finding: Finding): ResultFields {
  return { isTampered: finding.verdict.isFake, confidence: finding.verdict.confidence, ...heatmapField(finding) };
}
