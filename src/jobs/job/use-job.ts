import { useQuery } from '@tanstack/react-query';
import { useStore } from 'zustand';
import { pendingActions } from '../actions/pending-actions.ts';
import { liveJobDetail } from '../model/queries.ts';

/** One job, followed for as long as it goes on. A cancel or a delete shows before the platform has confirmed it. */
export function useJob(jobId: string) {
  const action = useStore(pendingActions, (actions) => actions.get(jobId));
  const deleted = action === 'delete';
  const query = useQuery({ ...liveJobDetail(jobId), enabled: !deleted });
  const job = query.data && action === 'cancel' ? { ...query.data, status: 'cancelled' as const, statusWord: 'cancelled' } : query.data;
  return { job: deleted ? undefined : job, deleted, error: query.error, refetch: query.refetch };
}
