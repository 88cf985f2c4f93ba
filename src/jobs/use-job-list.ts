import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { JobPage, JobSummary } from '#src/jobs-api/job.ts';
import { knownPages, refreshLaterPages } from './later-pages.ts';
import { PAGE_SIZE, jobsListPage, listKey } from './queries.ts';

// Pages that are read beside the ones that are there: gentle with the platform, and usable from the first.
const AT_ONCE = 2;

/** The list of jobs as far as it has been read. */
export interface JobList {
  /** Newest first, each id once: pages shift while they are read. The same array for as long as nothing changes. */
  readonly jobs: readonly JobSummary[];
  /** Entries that carry no id, as they came. */
  readonly unreadable: readonly unknown[];
  /** How many there are on the platform; null when it does not say. */
  readonly total: number | null;
  readonly loading: boolean;
  /** Why the list, or the rest of it, could not be read; what was read before stays. */
  readonly error: Error | null;
  readonly retry: () => void;
}

/** Reads every page of the list, two at a time, and follows those with jobs that are going on. */
export function useJobList(): JobList {
  const queryClient = useQueryClient();
  const [wanted, setWanted] = useState(() => knownPages(queryClient));
  const { more, loaded, boundary, ...list } = useQueries({
    queries: Array.from({ length: wanted }, (_, index) => jobsListPage(index + 1)),
    combine: mergePages,
  });
  if (more && loaded > wanted - AT_ONCE) setWanted(wanted + 1);

  // A job that comes or goes pushes others over the edge between two pages: what follows the first page is then out of
  // step with it, and a job that left the one page would be in none.
  const before = useRef(boundary);
  useEffect(() => {
    const shifted = before.current !== null && before.current !== boundary;
    before.current = boundary;
    const refreshing = new AbortController();
    if (shifted) void refreshLaterPages(queryClient, refreshing.signal);
    return () => refreshing.abort();
  }, [boundary, queryClient]);

  return { ...list, retry: () => void queryClient.refetchQueries({ queryKey: listKey, predicate: ({ state }) => state.status === 'error' }) };
}

function mergePages(results: readonly UseQueryResult<JobPage>[]) {
  const [first] = results;
  const total = first?.data?.total ?? null;
  const last = results.at(-1)?.data;
  const jobs = new Map<string, JobSummary>();
  for (const { data } of results) for (const job of data?.jobs ?? []) if (!jobs.has(job.id)) jobs.set(job.id, job);
  return {
    jobs: [...jobs.values()],
    unreadable: results.flatMap(({ data }) => data?.unreadable ?? []),
    total,
    loading: first === undefined || first.isPending,
    error: results.find(({ error }) => error !== null)?.error ?? null,
    loaded: results.filter(({ data }) => data !== undefined).length,
    // Without a total, a full page is the only sign that there is another one.
    more: total === null ? last !== undefined && last.jobs.length + last.unreadable.length >= PAGE_SIZE : results.length * PAGE_SIZE < total,
    boundary: first?.data ? `${total} ${first.data.jobs.at(-1)?.id}` : null,
  };
}
