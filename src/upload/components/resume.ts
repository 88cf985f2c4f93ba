import { useMemo } from 'react';
import { useQueueState, useUploadQueue } from './upload-context.tsx';

/** The never-finalized jobs that this browser can take to their end. */
export interface Resumable {
  readonly jobIds: ReadonlySet<string>;
  /** Puts the job's file in line; does nothing for a job that is not in `jobIds`. */
  readonly resume: (jobId: string) => void;
}

/** The jobs whose file is in this browser's queue and that are not finalized yet, and what goes on with one. */
export function useResumable(): Resumable {
  const queue = useUploadQueue();
  // One string, so that nothing renders again as long as the jobs are the same.
  const open = useQueueState(({ order, items }) =>
    order.flatMap((id) => (items[id]?.job && items[id].state.status !== 'submitted' ? [`${id} ${items[id].job.id}`] : [])).join('\n'));
  return useMemo(() => {
    const itemOf = new Map(open.split('\n').map((line) => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]));
    itemOf.delete('');
    return {
      jobIds: new Set(itemOf.keys()),
      resume(jobId) {
        const itemId = itemOf.get(jobId);
        if (itemId !== undefined) queue?.send({ type: 'enqueue', itemIds: [itemId] });
      },
    };
  }, [open, queue]);
}
