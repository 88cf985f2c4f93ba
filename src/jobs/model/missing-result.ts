import type { Job } from '#src/jobs-api/job.ts';

/** Whether a job is done, but its whole result is not here: not given yet, or it could not be fetched from behind its link. */
export function isResultMissing(job: Job): boolean {
  return job.status === 'completed' && job.result === undefined;
}

// A platform says that a job is done a moment before its result is there. One without a result for this long has none.
const RESULT_COMES_WITHIN_MS = 10 * 60_000;

/** Whether a missing result can still come: it lies behind a link, or the job ended a moment ago. `now` is ms epoch, by the platform's clock. */
export function isResultComing(job: Job, now: number): boolean {
  const at = job.completedAt ?? job.updatedAt ?? job.createdAt ?? now;
  return isResultMissing(job) && (job.resultUrl !== null || now - at < RESULT_COMES_WITHIN_MS);
}

const AGAIN_AFTER_MS = [2_000, 4_000, 8_000, 15_000, 30_000, 60_000];

/** How long to wait before a result is asked for again that was missing so many times, in ms; false once a person has to ask. */
export function askResultAgainMs(misses: number): number | false {
  return AGAIN_AFTER_MS[misses - 1] ?? false;
}
