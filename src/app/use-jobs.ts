import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { sessionQuery } from '#src/connection/session.ts';
import type { Job } from '#src/jobs-api/job.ts';
import { liveJobDetail } from '#src/jobs/model/queries.ts';
import { statedSha256 } from '#src/review/result/reported-sha256.ts';
import { useAllLocalFacts } from './local-facts.ts';
import type { LocalFacts } from '#src/jobs/job/job-facts.tsx';

/** A job that stands beside others, with what this browser knows of its file. */
export interface JobBesideOthers {
  readonly jobId: string;
  readonly detail: UseQueryResult<Job>;
  /** null for a file uploaded elsewhere, and while it is not known. */
  readonly local: LocalFacts | null;
  /** 64 hexadecimal digits, as computed here or else as the result states it; null when neither is known. */
  readonly sha256: string | null;
}

/** Several jobs, each followed for as long as it goes on. `account` is null while it is not known, or signed out. */
export function useJobs(jobIds: readonly string[]): { readonly storeName: string | null; readonly jobs: readonly JobBesideOthers[]; readonly settled: boolean } {
  const { data: session } = useQuery(sessionQuery);
  const storeName = session?.storeName ?? null;
  const details = useQueries({ queries: jobIds.map((jobId) => liveJobDetail(jobId)) });
  const local = useAllLocalFacts(storeName, jobIds);
  const jobs = jobIds.flatMap((jobId, index) => {
    const detail = details[index];
    const facts = local[index]?.data ?? null;
    return detail ? [{ jobId, detail, local: facts, sha256: facts?.sha256 ?? (detail.data ? statedSha256(detail.data) : null) }] : [];
  });
  return { storeName, jobs, settled: session !== undefined && details.every(({ isPending }) => !isPending) && local.every(({ isPending }) => !isPending) };
}
