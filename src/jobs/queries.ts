import { queryOptions, type Query, type QueryClient } from '@tanstack/react-query';
import { jobsClient } from '#src/jobs-api/browser-client.ts';
import { isActive, isTerminal, type Job, type JobPage } from '#src/jobs-api/job.ts';
import { pollAfterMs } from './poll-pace.ts';

/** Entries asked for at once: the most that the API gives (wire format, section 2). */
export const PAGE_SIZE = 100;

/** Everything read of jobs; invalidating it asks for all of it again, terminal details excepted. */
export const JOBS_KEY = ['jobs'] as const;
const LIST_KEY = [...JOBS_KEY, 'list'] as const;
const DETAIL_KEY = [...JOBS_KEY, 'detail'] as const;

/** One page of the list, from 1, newest first; asked for again while it holds jobs that are going on. */
export const jobsListPage = (page: number) =>
  queryOptions({
    queryKey: [...LIST_KEY, { page }],
    queryFn: ({ signal }) => jobsClient.listJobs({ page, limit: PAGE_SIZE }, signal),
    refetchInterval: (query: Query<JobPage>) => pollAfterMs(query.state.data?.jobs ?? [], Date.now(), Math.random()),
  });

/** Everything one answer says of a job, with its result when that lies behind a link. Terminal jobs never change. */
export const jobDetail = (jobId: string) =>
  queryOptions({
    queryKey: [...DETAIL_KEY, jobId],
    queryFn: ({ signal }) => loadJob(jobId, signal),
    staleTime: (query: Query<Job>) => (query.state.data && isTerminal(query.state.data.status) ? Infinity : 0),
    gcTime: Infinity,
  });

/** As {@link jobDetail}, asked for again while the job is going on: for the one job that is looked at. */
export const liveJobDetail = (jobId: string) => ({
  ...jobDetail(jobId),
  refetchInterval: (query: Query<Job>) => (query.state.data && isActive(query.state.data.status) ? pollAfterMs([query.state.data], Date.now(), Math.random()) : false),
});

// The full result may lie behind a signed link only (wire format, section 5.2); without it the job is still of use.
async function loadJob(jobId: string, signal: AbortSignal): Promise<Job> {
  const job = await jobsClient.getJob(jobId, signal);
  if (job.result !== undefined || job.resultUrl === null || job.status !== 'completed') return job;
  try {
    const answer = await jobsClient.downloadArtifact(job.resultUrl, signal);
    return { ...job, result: await answer.json() };
  } catch {
    signal.throwIfAborted();
    return job;
  }
}

/** The key prefix of every list page. */
export const listKey: readonly string[] = LIST_KEY;

/** The job id of a detail's key; null for any other key. */
export function detailIdOf(queryKey: readonly unknown[]): string | null {
  const [jobs, detail, jobId] = queryKey;
  return jobs === DETAIL_KEY[0] && detail === DETAIL_KEY[1] && typeof jobId === 'string' ? jobId : null;
}

/** Asks for the list again because something changed: a new job, a cancel, a delete. */
export function jobsChanged(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: listKey });
}
