import type { JobSummary } from '#src/jobs-api/job.ts';
import { pollAfterMs } from '../../model/poll-interval.ts';

/** A job that is going on, and where it stands in the platform's list, from 0. */
export interface ActiveJob {
  readonly job: JobSummary;
  readonly place: number;
}

/** One request that following takes: a page of the list, from 1, or a single job. */
export type Ask = { readonly kind: 'page'; readonly page: number } | { readonly kind: 'job'; readonly id: string };

/** An ask and how long after the last time it is due again, in ms. */
export interface PlannedAsk {
  readonly ask: Ask;
  readonly everyMs: number;
}

/** What asking for each of N jobs every 5 s costs is N / 5 requests a second; this many times less is spent here. */
const CHEAPER_BY = 30;
const LEAST_PER_SECOND = 2;
const LIST_SHARE = 0.6;

/** How many requests a second may be spent while this many jobs are going on. */
export function requestsPerSecond(activeJobs: number): number {
  return Math.max(LEAST_PER_SECOND, activeJobs / 5 / CHEAPER_BY);
}

/**
 * Plans how to follow the jobs that are going on: a page of the list stands for all of its jobs, a job that is alone on
 * its page is asked for itself, since that answer holds its result as well. The more pages, the longer between two asks.
 * @param pageOf the page of the list, from 1, on which a place is; null when the list keeps to no order: such a job is asked for itself
 * @param now ms epoch, by the platform's clock
 * @param random between 0 and 1
 */
export function planPolling(active: readonly ActiveJob[], pageOf: (place: number) => number | null, now: number, random: number): readonly PlannedAsk[] {
  const pages = Map.groupBy(active, ({ job, place }) => pageOf(place) ?? job.id);
  const spreadMs = (pages.size * 1_000) / (requestsPerSecond(active.length) * LIST_SHARE);
  return [...pages].flatMap(([page, jobs]) => {
    const pace = pollAfterMs(jobs.map(({ job }) => job), now, random);
    if (pace === false) return [];
    const [only] = jobs;
    const isAlone = typeof page === 'string' || (jobs.length === 1 && page > 1);
    const ask: Ask = typeof page === 'string' || (isAlone && only) ? { kind: 'job', id: only?.job.id ?? '' } : { kind: 'page', page };
    return [{ ask, everyMs: Math.max(pace, spreadMs) }];
  });
}
