import { queryOptions, type Query, type QueryClient } from '@tanstack/react-query';
import { jobsClient } from '#src/jobs-api/browser-client.ts';
import { readJsonAnswer } from '#src/jobs-api/read-answer.ts';
import { isActive, isTerminal, type Job, type JobPage, type JobSummary } from '#src/jobs-api/job.ts';
import { isResultMissing } from './missing-result.ts';
import { pollAfterMs, retryAfterMs } from './poll-pace.ts';

/** Entries asked for at once: the most that the API gives (wire format, section 2). */
export const PAGE_SIZE = 100;

/** Everything read of jobs; invalidating it asks for all of it again, terminal details excepted. */
export const JOBS_KEY = ['jobs'] as const;
const LIST_KEY = [...JOBS_KEY, 'list'] as const;
const DETAIL_KEY = [...JOBS_KEY, 'detail'] as const;

/**
 * One page of the list, from 1, newest first; asked for again while it holds jobs that are going on. The first page
 * stands for those behind it: they are asked for again when it shows that they have shifted.
 */
export const jobsListPage = (page: number) => {
  const onReturn = page === 1 ? true : isOutdated;
  return queryOptions({
    queryKey: [...LIST_KEY, { page }],
    queryFn: ({ signal }) => jobsClient.listJobs({ page, limit: PAGE_SIZE }, signal),
    refetchInterval: (query: Query<JobPage>) => nextAskMs(query, query.state.data?.jobs ?? []),
    refetchOnMount: onReturn,
    refetchOnWindowFocus: onReturn,
    refetchOnReconnect: onReturn,
  });
};

function isOutdated({ state }: Query<JobPage>): boolean {
  return state.data === undefined || state.isInvalidated || state.status === 'error' || state.data.jobs.some((job) => isActive(job.status));
}

/** Everything one answer says of a job, with its result when that lies behind a link. Terminal jobs never change. */
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
  refetchInterval: (query: Query<Job>) => nextAskMs(query, query.state.data ? [query.state.data] : []),
});

// Jobs are timed by the platform's clock, so that a wrong one here does not slow the pace down.
function nextAskMs(query: Query<JobPage> | Query<Job>, jobs: readonly JobSummary[]): number | false {
  const after = query.state.status === 'error' ? retryAfterMs(query.state.error) : null;
  if (after !== null) return after;
  return pollAfterMs(jobs, jobsClient.serverTime(), Math.random());
}

// The full result may lie behind a signed link only (wire format, section 5.2); without it the job is still of use.
async function loadJob(jobId: string, signal: AbortSignal): Promise<Job> {
  const job = await jobsClient.getJob(jobId, signal);
  if (!isResultMissing(job) || job.resultUrl === null) return job;
  try {
    const answer = await jobsClient.downloadArtifact(job.resultUrl, signal);
    return { ...job, result: await readJsonAnswer(answer) };
  } catch {
    signal.throwIfAborted();
    return job;
  }
}

/** The key prefix of every list page. */
export const listKey: readonly string[] = LIST_KEY;

/** The page number of a list page's key; null for any other key. */
export function pageOf(queryKey: readonly unknown[]): number | null {
  const [jobs, list, part] = queryKey;
  if (jobs !== LIST_KEY[0] || list !== LIST_KEY[1] || typeof part !== 'object' || part === null) return null;
  return 'page' in part && typeof part.page === 'number' ? part.page : null;
}

/** The job id of a detail's key; null for any other key. */
export function detailIdOf(queryKey: readonly unknown[]): string | null {
  const [jobs, detail, jobId] = queryKey;
  return jobs === DETAIL_KEY[0] && detail === DETAIL_KEY[1] && typeof jobId === 'string' ? jobId : null;
}

/** Asks for the list again because something changed: a new job, a cancel, a delete. The first page brings the others along. */
export function jobsChanged(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: listKey, predicate: ({ queryKey, state }) => pageOf(queryKey) === 1 || state.data === undefined || state.isInvalidated });
}
