import type { Job } from '#src/jobs-api/job.ts';

/** Whether a job is done but its result, which lies behind a link only (wire format, section 5.2), has not been fetched. */
export function isResultMissing(job: Job): boolean {
  return job.status === 'completed' && job.result === undefined && job.resultUrl !== null;
}
