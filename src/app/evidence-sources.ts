import { useQueryClient } from '@tanstack/react-query';
import type { Job } from '#src/jobs-api/job.ts';
import { jobDetail } from '#src/jobs/model/queries.ts';
import type { LoadCachedFile } from '#src/review/media/cached-file.ts';
import { loadCachedFile } from '#src/upload/storage/media-cache.ts';

/** Where the evidence of a job comes from, beside its own answer. */
export interface EvidenceSources {
  /** The copy of the file that this browser kept; null when it kept none, or nobody is signed in. */
  readonly keptFile: LoadCachedFile;
  /** Another job, to compare with; rejects when it cannot be read. */
  readonly loadJob: (jobId: string) => Promise<Job>;
}

/** The sources of one job's evidence for the account that is signed in; `account` is null while that is not known. */
export function useEvidenceSources(storeName: string | null, jobId: string): EvidenceSources {
  const queryClient = useQueryClient();
  return {
    keptFile: async () => (storeName === null ? null : loadCachedFile(storeName, jobId)),
    loadJob: (otherId) => queryClient.query(jobDetail(otherId)),
  };
}
