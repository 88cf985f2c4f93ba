import { isOverdue, type JobStatus, type JobSummary } from '#src/jobs-api/job.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';

const WORDS: Readonly<Record<Exclude<JobStatus, 'unknown'>, string>> = {
  waiting_for_finalize: 'Not finalized',
  queued: 'Queued',
  processing: 'Processing',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
  deleted: 'Deleted',
};

/** A job's status in words; a word that this version does not know is shown as it came. */
export function statusLabel(job: Pick<JobSummary, 'status' | 'statusWord'>): string {
  return job.status === 'unknown' ? job.statusWord : WORDS[job.status];
}

/** Whether a job runs past its type's timeout. `now` is ms epoch. */
export function isPastTimeout(job: JobSummary, now: number): boolean {
  const timeoutMs = taskTypes.ofJob(job)?.timeoutMs ?? null;
  return timeoutMs !== null && isOverdue(job, timeoutMs, now);
}
