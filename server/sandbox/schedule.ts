import type { KnownJobStatus } from '#src/jobs-api/job.ts';

import type { SandboxTaskType } from './task-types.ts';
import { wordsIn } from './verdict.ts';

/** How long the sandbox takes for things. */
export interface Pace {
  /** ms between finalize and the start of processing. */
  readonly queueMs: number;
  /** ms of processing. */
  readonly processingMs: number;
  /** How many times longer both take for a file with `slow` in its name. */
  readonly slowFactor: number;
  /** ms for which presigned URLs can be used. */
  readonly urlLifetimeMs: number;
}

/** The pace a person meets: seconds for a job, an hour for a URL (wire format, section 2). */
export const DEFAULT_PACE: Pace = { queueMs: 1500, processingMs: 2500, slowFactor: 8, urlLifetimeMs: 3_600_000 };

/** What is stored of a job's course: ms epoch, null where it has not come so far. */
export interface JobTimes {
  readonly createdAt: number;
  readonly queuedAt: number | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly cancelledAt: number | null;
  /** Why processing ends in failure; null when it ends well. */
  readonly failure: string | null;
}

/** A job's course from finalize on, as it is stored. */
export type Plan = Required<Pick<JobTimes, 'failure'>> & {
  readonly queuedAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Why the worker failed, where that does not fail the job; null otherwise. */
  readonly workerError: string | null;
  /** Whether it is given up past its time limit. */
  readonly overdue: boolean;
};

/** Plans what happens to a job that is finalized at `now`, by the words in its file's name. */
export function planOf(fileName: string, taskType: SandboxTaskType, now: number, pace: Pace): Plan {
  const words = wordsIn(fileName);
  const factor = words.slow ? pace.slowFactor : 1;
  const startsAt = now + pace.queueMs * factor;
  if (words.overdue) {
    const seconds = (taskType.timeoutMs * 2) / 1000;
    return { queuedAt: now, startsAt, endsAt: startsAt + taskType.timeoutMs * 2, workerError: null, overdue: true, failure: `The task was given up after ${seconds} s, twice its time limit.` };
  }
  const failure = words.fails ? 'The sandbox failed this job, because "fail" is in its file\'s name.' : null;
  return { queuedAt: now, startsAt, endsAt: startsAt + pace.processingMs * factor, failure, workerError: null, overdue: false };
}

/** A job's status at `now`, in the documented words. Nothing but the clock moves a job from finalize on. */
export function statusOf(times: JobTimes, now: number): KnownJobStatus {
  if (times.cancelledAt !== null) return 'cancelled';
  if (times.queuedAt === null || times.startsAt === null || times.endsAt === null) return 'waiting_for_finalize';
  if (now < times.startsAt) return 'queued';
  if (now < times.endsAt) return 'processing';
  return times.failure === null ? 'completed' : 'failed';
}

/** {@link statusOf} as an SQL expression over table `job`; its one parameter is `:now`. */
export const STATUS_SQL = `CASE
  WHEN cancelled_at IS NOT NULL THEN 'cancelled'
  WHEN queued_at IS NULL THEN 'waiting_for_finalize'
  WHEN :now < starts_at THEN 'queued'
  WHEN :now < ends_at THEN 'processing'
  WHEN failure IS NULL THEN 'completed'
  ELSE 'failed' END`;

/** When a job last changed its status, ms epoch. */
export function changedAt(times: JobTimes, now: number): number {
  if (times.cancelledAt !== null) return times.cancelledAt;
  const steps = [times.queuedAt, times.startsAt, times.endsAt].filter((at) => at !== null && at <= now);
  return Math.max(times.createdAt, ...steps.map(Number));
}
