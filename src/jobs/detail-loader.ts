import type { QueryClient } from '@tanstack/react-query';
import type { Job, JobSummary } from '#src/jobs-api/job.ts';
import { jobDetail } from './queries.ts';

/** Reads details in the background, so that search and sort can go over all jobs. */
export interface DetailLoader {
  /** Says which jobs are listed now; those whose detail is missing or outdated are read, in this order. */
  readonly want: (jobs: readonly JobSummary[]) => void;
  readonly stop: () => void;
}

const AT_ONCE = 4;

/** Makes a loader that reads four at a time through the query cache. */
export function createDetailLoader(queryClient: QueryClient): DetailLoader {
  // What failed is tried again only when the list says something new of it.
  const tried = new Map<string, string>();
  let wanted: readonly JobSummary[] = [];
  let running = 0;

  const isDue = (job: JobSummary) => {
    if (tried.get(job.id) === versionOf(job)) return false;
    return queryClient.getQueryData<Job>(jobDetail(job.id).queryKey)?.statusWord !== job.statusWord;
  };

  async function read(job: JobSummary): Promise<void> {
    tried.set(job.id, versionOf(job));
    running += 1;
    try {
      await queryClient.query({ ...jobDetail(job.id), staleTime: 0 });
    } catch {
      // The row shows what the list says; opening the job shows the reason.
    }
    running -= 1;
    fill();
  }

  function fill(): void {
    for (let next = wanted.find(isDue); next !== undefined && running < AT_ONCE; next = wanted.find(isDue)) void read(next);
  }

  return {
    want(jobs) {
      wanted = jobs;
      fill();
    },
    stop() {
      wanted = [];
    },
  };
}

function versionOf(job: JobSummary): string {
  return `${job.statusWord}@${job.updatedAt}`;
}
