import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import type { LocalFacts } from '#src/jobs/job/job-facts.tsx';
import { loadUploadRecord } from '#src/upload/storage/upload-record-store.ts';
import type { UploadRecord } from '#src/upload/model/upload-record.ts';

// The page of a job that was sent a moment ago may open before its evidence is on the disk.
const MOST_LOOKS = 10;

const localFacts = (storeName: string | null, jobId: string) =>
  queryOptions({
    queryKey: ['upload-evidence', storeName, jobId],
    queryFn: () => (storeName === null ? null : loadUploadRecord(storeName, jobId)),
    networkMode: 'always',
    // A large file is still being hashed when its job page opens.
    refetchInterval: ({ state }) => (state.data ? state.data.sha256 === null : state.dataUpdateCount < MOST_LOOKS) && 1_000,
    select: (evidence) => evidence && factsOf(evidence),
  });

/** What this browser kept of the upload behind a job; null when it was uploaded elsewhere, or is not known yet. */
export function useLocalFacts(storeName: string | null, jobId: string): LocalFacts | null {
  return useQuery(localFacts(storeName, jobId)).data ?? null;
}

/** As {@link useLocalFacts} for several jobs, in their order. */
export function useAllLocalFacts(storeName: string | null, jobIds: readonly string[]) {
  return useQueries({ queries: jobIds.map((jobId) => localFacts(storeName, jobId)) });
}

function factsOf({ sha256, times }: UploadRecord): LocalFacts {
  const steps = [
    ['Added here', times.staged],
    ['Job created', times.created],
    ['Upload started', times.uploadStarted],
    ['Bytes sent', times.uploaded],
    ['Finalized', times.finalized],
  ] as const;
  return { sha256, steps: steps.flatMap(([name, at]) => (at === undefined ? [] : [[name, at] as const])) };
}
