import { type Finding, heatmapField, type ResultFields } from './finding.ts';

/** Types 1 to 3: made by AI or not; the documented fields of type 1, and for pictures what the deployed vocabulary has. */
export function aiGenerated(finding: Finding): ResultFields {
  const { verdict, job } = finding;
  return {
    isAiGenerated: verdict.isFake,
    confidence: verdict.confidence,
    ...(job.taskType.slug === 'ai-image-detection' ? { RealConfidencePercent: verdict.realConfidencePercent } : {}),
    ...heatmapField(finding),
  };
}
