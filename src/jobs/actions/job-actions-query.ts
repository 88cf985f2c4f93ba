import { queryOptions } from '@tanstack/react-query';

const LOOK_EVERY_MS = 2_000;

/** What this browser sent for a job, oldest first. `account` is the session's fingerprint. */
export const jobActions = (account: string, jobId: string) =>
  queryOptions({
    queryKey: ['job-actions', account, jobId],
    queryFn: async () => (await import('./action-storage.ts')).loadActions(account, jobId),
    networkMode: 'always',
    refetchInterval: LOOK_EVERY_MS,
  });
