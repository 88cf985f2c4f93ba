import { useQuery } from '@tanstack/react-query';
import { useStore } from 'zustand';
import { pendingActions } from './pending-actions.ts';
import { liveJobDetail } from './queries.ts';

/** One job, followed for as long as it goes on. A cancel shows before the platform has confirmed it. */
export function useJob(jobId: string) {
  const query = useQuery(liveJobDetail(jobId));
  const action = useStore(pendingActions, (actions) => actions.get(jobId));
  const job = query.data && action === 'cancel' ? { ...query.data, status: 'cancelled' as const, statusWord: 'cancelled' } : query.data;
  return { job, error: query.error, refetch: query.refetch };
}
