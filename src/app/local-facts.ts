import { useQuery } from '@tanstack/react-query';
import type { LocalFacts } from '#src/jobs/job-facts.tsx';
import { loadEvidence } from '#src/upload/evidence-store.ts';
import type { UploadEvidence } from '#src/upload/evidence.ts';

/** What this browser kept of the upload behind a job; null when it was uploaded elsewhere, or is not known yet. */
export function useLocalFacts(account: string | null, jobId: string): LocalFacts | null {
  const { data } = useQuery({
    queryKey: ['upload-evidence', account, jobId],
    queryFn: () => (account === null ? null : loadEvidence(account, jobId)),
    networkMode: 'always',
    // A large file is still being hashed when its job page opens.
    refetchInterval: ({ state }) => (state.data && state.data.sha256 === null ? 1_000 : false),
  });
  return data ? factsOf(data) : null;
}

function factsOf({ sha256, times }: UploadEvidence): LocalFacts {
  const steps = [
    ['Added here', times.staged],
    ['Job created', times.created],
    ['Upload started', times.uploadStarted],
    ['Bytes sent', times.uploaded],
    ['Finalized', times.finalized],
  ] as const;
  return { sha256, steps: steps.flatMap(([name, at]) => (at === undefined ? [] : [[name, at] as const])) };
}
