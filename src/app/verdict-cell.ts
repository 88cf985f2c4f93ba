import { bandOf, BAND_WORDS } from '#src/review/thresholds/bands.ts';
import type { VerdictCell } from '#src/jobs/model/job-row.ts';
import type { KeptReading } from '#src/jobs/model/indexed-job.ts';
import { thresholdsFor, type ThresholdsByType } from '#src/review/thresholds/thresholds-file.ts';
import { memoizeLast } from '#src/lib/memoize-last.ts';

// What stands in the address and in words for a job whose worker failed: nobody has looked at its file, so no band counts it.
const WORKER_FAILED = ['worker-failed', 'Failed in the worker'] as const;

/** What jobs are counted and filtered by under "Verdict": the bands, and the jobs that have none because the worker failed. */
export const VERDICT_KINDS: readonly (readonly [string, string])[] = [...Object.entries(BAND_WORDS), WORKER_FAILED];

/** What the jobs table shows of a result, from the reading that the index keeps, in the bands of the team's thresholds. */
export const verdictCellsFor = memoizeLast((thresholds: ThresholdsByType) => (reading: KeptReading, taskTypeId: string | null): VerdictCell => {
  const { outcome, finding, confidence, confidenceOf, simulated } = reading;
  const known = bandOf(reading, thresholdsFor(thresholds, taskTypeId));
  const [band, label] = outcome === 'worker-failed' ? WORKER_FAILED : [known, BAND_WORDS[known]];
  return { band, label, finding, confidence, confidenceOf, simulated };
});
