import { HttpError } from '#src/jobs-api/errors.ts';
import { isActive, type JobSummary } from '#src/jobs-api/job.ts';

const FASTEST_MS = 1_000;
const SLOWEST_MS = 15_000;
// A job is asked about again after this share of the time since it last changed.
const SHARE_OF_AGE = 0.1;
const AFTER_FAILURE_MS = 5_000;

/**
 * How long to wait before asking about jobs again, in ms: about a second when one of them just changed, up to 15 s when
 * all have stood for long; false when none is going on. Spread by a fifth, so that tabs do not ask in step.
 * @param now ms epoch
 * @param random between 0 and 1
 */
export function pollAfterMs(jobs: readonly JobSummary[], now: number, random: number): number | false {
  const ages = jobs.filter((job) => isActive(job.status)).map((job) => now - (job.updatedAt ?? job.createdAt ?? now));
  if (ages.length === 0) return false;
  const pace = Math.min(SLOWEST_MS, Math.max(FASTEST_MS, Math.min(...ages) * SHARE_OF_AGE));
  return Math.round(pace * (0.9 + 0.2 * random));
}

/**
 * How long to leave a server alone that could not answer, in ms, at least as long as it asks for; null when asking again
 * cannot help, since the request itself was refused.
 */
export function retryAfterMs(error: unknown): number | null {
  if (!(error instanceof HttpError)) return AFTER_FAILURE_MS;
  const passing = error.status === 408 || error.status === 429 || error.status >= 500;
  return passing ? Math.max(AFTER_FAILURE_MS, error.retryAfterMs ?? 0) : null;
}
