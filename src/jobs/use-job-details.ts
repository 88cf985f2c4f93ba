import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Job, JobSummary } from '#src/jobs-api/job.ts';
import { createDetailLoader } from './detail-loader.ts';
import { detailIdOf } from './queries.ts';

// Many answers in a row are shown at once: each showing goes over all rows.
const SHOW_EVERY_MS = 100;

/** The details of the listed jobs as far as they are known, by id; the others are read in the background. */
export function useJobDetails(jobs: readonly JobSummary[]): ReadonlyMap<string, Job> {
  const queryClient = useQueryClient();
  const [details, setDetails] = useState(() => knownDetails(queryClient));
  const [loader] = useState(() => createDetailLoader(queryClient));

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      timer = undefined;
      setDetails(knownDetails(queryClient));
    };
    const unsubscribe = queryClient.getQueryCache().subscribe(({ query, type }) => {
      if (type === 'updated' && detailIdOf(query.queryKey) !== null) timer ??= setTimeout(show, SHOW_EVERY_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(timer);
      loader.stop();
    };
  }, [queryClient, loader]);

  useEffect(() => loader.want(jobs), [loader, jobs]);

  return details;
}

function knownDetails(queryClient: QueryClient): ReadonlyMap<string, Job> {
  const known = queryClient.getQueriesData<Job>({ predicate: (query) => detailIdOf(query.queryKey) !== null });
  return new Map(known.flatMap(([, job]) => (job ? [[job.id, job] as const] : [])));
}
