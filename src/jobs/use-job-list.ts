import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { JobSummary } from '#src/jobs-api/job.ts';
import { PAGE_SIZE, jobsListPage } from './queries.ts';

// Pages that are read beside the ones that are there: gentle with the platform, and usable from the first.
const AT_ONCE = 2;

/** The list of jobs as far as it has been read. */
export interface JobList {
  /** Newest first, each id once: pages shift while they are read. */
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
  const [wanted, setWanted] = useState(1);
  const results = useQueries({ queries: Array.from({ length: wanted }, (_, index) => jobsListPage(index + 1)) });
  const [first] = results;
  const total = first?.data?.total ?? null;
  const loaded = results.filter((result) => result.data !== undefined).length;
  const last = results.at(-1)?.data;
  // Without a total, a full page is the only sign that there is another one.
  const more = total === null ? last !== undefined && last.jobs.length + last.unreadable.length >= PAGE_SIZE : wanted * PAGE_SIZE < total;
  if (more && loaded > wanted - AT_ONCE) setWanted(wanted + 1);

  const jobs = new Map<string, JobSummary>();
  for (const { data } of results) for (const job of data?.jobs ?? []) if (!jobs.has(job.id)) jobs.set(job.id, job);
  return {
    jobs: [...jobs.values()],
    unreadable: results.flatMap(({ data }) => data?.unreadable ?? []),
    total,
    loading: first === undefined || first.isPending,
    error: results.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const result of results) if (result.isError) void result.refetch();
    },
  };
}
