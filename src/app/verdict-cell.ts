import { bandOf, BAND_WORDS } from '#src/review/bands.ts';
import { readResult } from '#src/review/read-result.ts';
import { thresholdsFor, type ThresholdsByType } from '#src/review/thresholds/thresholds-file.ts';
import type { VerdictCell } from '#src/jobs/job-row.ts';
import type { Job } from '#src/jobs-api/job.ts';

/** What the jobs table shows of a job's result, in the bands of the team's thresholds; null unless the job has completed. */
export function verdictCellOf(job: Job, thresholds: ThresholdsByType): VerdictCell | null {
  if (job.status !== 'completed') return null;
  const reading = readResult(job.result, job.taskTypeId);
  const band = bandOf(reading, thresholdsFor(thresholds, job.taskTypeId));
  return { band, label: BAND_WORDS[band], finding: reading.finding, confidence: reading.confidence, simulated: reading.simulated };
}
