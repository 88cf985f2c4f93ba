import { HttpError } from '#src/jobs-api/errors.ts';
import { isGone } from '#src/jobs-api/explain-error.ts';
import { isActive, isOverdue, type JobSummary } from '#src/jobs-api/job.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';

const FASTEST_MS = 1_000;
const SLOWEST_MS = 15_000;
const OVERDUE_MS = 30_000;
// A job is asked about again after this share of the time since it last changed.
const SHARE_OF_AGE = 0.05;
const AFTER_FAILURE_MS = 5_000;

/**
 * How long to wait before asking about jobs again, in ms: about a second when one of them just changed, up to 15 s when
 * all have stood for long, 30 s when all are past their type's timeout; false when none is going on. Spread by a
 * fifth, so that browsers do not ask in step.
 * @param now ms epoch
 * @param random between 0 and 1
 */
export function pollAfterMs(jobs: readonly JobSummary[], now: number, random: number): number | false {
  const paces = jobs.filter((job) => isActive(job.status)).map((job) => paceOf(job, now));
  if (paces.length === 0) return false;
  return Math.round(Math.min(...paces) * (0.9 + 0.2 * random));
}

function paceOf(job: JobSummary, now: number): number {
  const timeoutMs = taskTypes.ofJob(job)?.timeoutMs ?? null;
  if (timeoutMs !== null && isOverdue(job, timeoutMs, now)) return OVERDUE_MS;
  const age = now - (job.updatedAt ?? job.createdAt ?? now);
  return Math.min(SLOWEST_MS, Math.max(FASTEST_MS, age * SHARE_OF_AGE));
}

/**
 * How long to leave a server alone that could not answer, in ms, at least as long as it asks for; null when asking again
 * cannot help, since the request itself was refused.
 */
export function retryAfterMs(error: unknown): number | null {
  if (!(error instanceof HttpError)) return AFTER_FAILURE_MS;
  // An ingress that knows no way to the platform answers 404 with a page of its own.
  const passing = error.status === 408 || error.status === 429 || error.status >= 500 || (error.status === 404 && !isGone(error));
  return passing ? Math.max(AFTER_FAILURE_MS, error.retryAfterMs ?? 0) : null;
}
