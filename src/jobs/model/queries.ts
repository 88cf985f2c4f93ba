import { queryOptions, type Query } from '@tanstack/react-query';
import { currentStoreName, jobsClient } from '#src/jobs-api/browser-client.ts';
import type { JobReads } from '#src/jobs-api/client.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { readJsonAnswer } from '#src/jobs-api/read-answer.ts';
import { isTerminal, type Job } from '#src/jobs-api/job.ts';
import { askResultAgainMs, isResultMissing } from './missing-result.ts';
import { pollAfterMs, retryAfterMs } from './poll-interval.ts';

/** Entries asked for at once: the most that the API gives (wire format, section 2). */
export const PAGE_SIZE = 100;

/** Everything read of jobs. */
export const JOBS_KEY = ['jobs'] as const;
const LIST_KEY = [...JOBS_KEY, 'list'] as const;
const DETAIL_KEY = [...JOBS_KEY, 'detail'] as const;

/** One page of the list, from 1, newest first, as `api` reads it. The index reads it and says when it is due again. */
export const jobsListPage = (page: number, api: Pick<JobReads, 'listJobs'> = jobsClient) =>
  queryOptions({
    queryKey: [...LIST_KEY, { page }],
    queryFn: ({ signal }) => api.listJobs({ page, limit: PAGE_SIZE }, signal),
  });

/**
 * Everything one answer says of a job, with its result when that lies behind a link. A job that has ended is not asked for
 * again by itself, unless its result is missing or the list shows that the platform has run it anew (`open-index.ts`).
 */
export const jobDetail = (jobId: string) =>
  queryOptions({
    queryKey: [...DETAIL_KEY, jobId],
    queryFn: ({ signal }) => loadJob(jobId, signal),
    staleTime: (query: Query<Job>) => (query.state.data && isTerminal(query.state.data.status) && !isResultMissing(query.state.data) ? Infinity : 0),
    gcTime: Infinity,
  });

/** As {@link jobDetail}, asked for again while the job is going on: for the one job that is looked at. */
export const liveJobDetail = (jobId: string) => ({
  ...jobDetail(jobId),
  refetchInterval: (query: Query<Job>) => {
    const misses = query.state.data && isResultMissing(query.state.data) ? (missed.get(query.state.data.id) ?? 0) : 0;
    if (misses > 0) return askResultAgainMs(misses);
    const after = query.state.status === 'error' ? retryAfterMs(query.state.error) : null;
    // Jobs are timed by the platform's clock, so that a wrong one here does not slow the pace down.
    return after ?? pollAfterMs(query.state.data ? [query.state.data] : [], jobsClient.serverTime(), Math.random());
  },
});

/** How many reads in a row found a job done without its whole result, by id. */
const missed = new Map<string, number>();

async function loadJob(jobId: string, signal: AbortSignal): Promise<Job> {
  const job = await withResult(await jobsClient.getJob(jobId, signal), signal);
  if (isResultMissing(job)) missed.set(job.id, (missed.get(job.id) ?? 0) + 1);
  else missed.delete(job.id);
  const storeName = currentStoreName();
  if (storeName !== null && job.cost !== null) void import('#src/jobs-api/note-costs.ts').then(({ noteCostSoon }) => noteCostSoon(storeName, { ...job, taskType: taskTypes.keyOf(job) }), () => undefined);
  return job;
}

/** A result, unlike media, is given up however little is missing: one that comes drop by drop would never end. */
const RESULT_MS = 300_000;

// The whole result may lie behind a signed link (wire format, sections 5.2 and 6.5). Without it the job is still of use, but a
// part is never passed off as the whole.
async function withResult(job: Job, signal: AbortSignal): Promise<Job> {
  if (!isResultMissing(job) || job.resultUrl === null) return job;
  try {
    const answer = await jobsClient.downloadArtifact(job.resultUrl, AbortSignal.any([signal, AbortSignal.timeout(RESULT_MS)]));
    return { ...job, result: await readJsonAnswer(answer) };
  } catch (error) {
    signal.throwIfAborted();
    // A server that is gone takes the reason with it, not the job.
    const reason = await import('./explain-artifact-error.ts').catch(() => null);
    signal.throwIfAborted();
    return { ...job, resultProblem: reason?.explainArtifactError(error) ?? 'It could not be read.' };
  }
}

/** The job id of a detail's key; null for any other key. */
export function detailIdOf(queryKey: readonly unknown[]): string | null {
  const [jobs, detail, jobId] = queryKey;
  return jobs === DETAIL_KEY[0] && detail === DETAIL_KEY[1] && typeof jobId === 'string' ? jobId : null;
}
