import { queryOptions } from '@tanstack/react-query';
import { loadActions } from '#src/jobs-api/browser-client.ts';

/** What this browser sent for a job, oldest first; read from its own disk, so that no network is waited for. `storeName` is the session's. */
export const sentCalls = (storeName: string, jobId: string) =>
  queryOptions({ queryKey: ['sent-calls', storeName, jobId], queryFn: () => loadActions(storeName, jobId), networkMode: 'always' });
