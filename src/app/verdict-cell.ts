import { bandOf, BAND_WORDS } from '#src/review/bands.ts';
import { readResult } from '#src/review/read-result.ts';
import type { VerdictCell } from '#src/jobs/job-row.ts';
import type { Job } from '#src/jobs-api/job.ts';

/** What the jobs table shows of a job's result; null unless the job has completed. */
export function verdictCellOf(job: Job): VerdictCell | null {
  if (job.status !== 'completed') return null;
  const reading = readResult(job.result, job.taskTypeId);
  const band = bandOf(reading);
  return { band, label: BAND_WORDS[band], finding: reading.finding, confidence: reading.confidence, simulated: reading.simulated };
}
