import type { JobStatus, JobSummary } from '#src/jobs-api/job.ts';

/** What is known of a job that was selected. */
export type SelectedJob = Pick<JobSummary, 'id' | 'status' | 'taskTypeId'>;

/** Selected jobs, by whether they can be run again. */
export interface RetryGroups {
  /** Failed and cancelled ones. */
  readonly ended: readonly SelectedJob[];
  /** Only when a person asks for them: they were charged, and have an answer. */
  readonly completed: readonly SelectedJob[];
  /** Never: they go on, or may. */
  readonly left: readonly SelectedJob[];
}

const ENDED: ReadonlySet<JobStatus> = new Set(['failed', 'cancelled']);

/** Sorts selected jobs by whether a retry takes them. A job whose status is not known counts as going on. */
export function retryGroups(jobs: readonly SelectedJob[]): RetryGroups {
  return {
    ended: jobs.filter(({ status }) => ENDED.has(status)),
    completed: jobs.filter(({ status }) => status === 'completed'),
    left: jobs.filter(({ status }) => !ENDED.has(status) && status !== 'completed'),
  };
}
