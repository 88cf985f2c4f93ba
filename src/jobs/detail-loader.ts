import type { QueryClient } from '@tanstack/react-query';
import type { Job, JobSummary } from '#src/jobs-api/job.ts';
import { isResultMissing } from './missing-result.ts';
import { retryAfterMs } from './poll-pace.ts';
import { jobDetail } from './queries.ts';

/** Reads details in the background, so that search and sort can go over all jobs. */
export interface DetailLoader {
  /** Says which jobs are listed now; those whose detail is missing or outdated are read, in this order. */
  readonly want: (jobs: readonly JobSummary[]) => void;
  readonly stop: () => void;
}

const AT_ONCE = 4;

/** Makes a loader that reads four at a time through the query cache, and leaves a server alone that cannot answer. */
export function createDetailLoader(queryClient: QueryClient): DetailLoader {
  // What was read, or refused, is asked for again only when the list says something new of it.
  const tried = new Map<string, string>();
  let wanted: readonly JobSummary[] = [];
  let due: readonly JobSummary[] = [];
  let next = 0;
  let running = 0;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const isDue = (job: JobSummary) => {
    if (tried.get(job.id) === versionOf(job)) return false;
    const known = queryClient.getQueryData<Job>(jobDetail(job.id).queryKey);
    return known === undefined || known.statusWord !== job.statusWord || isResultMissing(known);
  };

  async function read(job: JobSummary): Promise<void> {
    tried.set(job.id, versionOf(job));
    running += 1;
    try {
      await queryClient.query({ ...jobDetail(job.id), staleTime: 0 });
    } catch (error) {
      // The row shows what the list says; opening the job shows the reason.
      const after = retryAfterMs(error);
      if (after !== null) {
        tried.delete(job.id);
        rest ??= setTimeout(resume, after);
      }
    }
    running -= 1;
    fill();
  }

  function fill(): void {
    while (rest === undefined && running < AT_ONCE) {
      const job = due[next];
      if (job === undefined) return;
      next += 1;
      void read(job);
    }
  }

  function resume(): void {
    rest = undefined;
    due = wanted.filter(isDue);
    next = 0;
    fill();
  }

  return {
    want(jobs) {
      wanted = jobs;
      if (rest === undefined) resume();
    },
    stop() {
      clearTimeout(rest);
      rest = undefined;
      wanted = [];
      due = [];
    },
  };
}

function versionOf(job: JobSummary): string {
  return `${job.statusWord}@${job.updatedAt}`;
}
