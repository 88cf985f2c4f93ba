import type { StoreApi } from 'zustand/vanilla';
import type { QueueState } from '../model/queue-state.ts';

/**
 * Calls back for each file that becomes a finalized job from now on, in whichever tab the work is done.
 * Gives back what stops it.
 */
export function watchSubmitted(queue: StoreApi<QueueState>, onSubmitted: (jobId: string) => void): () => void {
  return queue.subscribe((now, before) => {
    if (now.items === before.items) return;
    for (const [id, { state }] of Object.entries(now.items)) {
      const earlier = before.items[id]?.state.status;
      if (state.status === 'submitted' && earlier !== undefined && earlier !== 'submitted') onSubmitted(state.jobId);
    }
  });
}
