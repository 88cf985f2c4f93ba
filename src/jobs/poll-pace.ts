import { isActive, type JobSummary } from '#src/jobs-api/job.ts';

const FASTEST_MS = 1_000;
const SLOWEST_MS = 15_000;
// A job is asked about again after this share of the time since it last changed.
const SHARE_OF_AGE = 0.1;

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
