import { useState } from 'react';
import { ConfirmDialog } from '#src/ui/confirm-dialog.tsx';
import { CostNote } from '#src/ui/cost-note.tsx';
import { formatPlural } from '#src/ui/format.ts';
import { figuresOf } from '../model/queue-stats.ts';
import { useQueueState, useUploadAccount } from './upload-context.tsx';

/** Asks before all failed files are sent again: how many, what they may cost, and how many wait for a person in their own rows. */
export function RetryFailedDialog({ onClose }: { onClose: () => void }) {
  const opened = useUploadAccount();
  const { failed, retryable } = useQueueState(figuresOf);
  const items = useQueueState((state) => state.items);
  // A person is asked about the files that had failed by then, and answers for no others.
  const [asked] = useState(retryable);
  if (opened === null) return null;
  const still = new Set(retryable);
  const chosen = asked.filter((id) => still.has(id));
  const left = failed.length - retryable.length;
  const types = chosen.flatMap((id) => items[id]?.taskType ?? []);
  const confirm = () => {
    onClose();
    if (chosen.length > 0) opened.queue.send({ type: 'enqueue', itemIds: chosen });
  };
  return (
    <ConfirmDialog title={chosen.length === 0 ? 'No failed file is left to retry' : `Retry ${formatPlural(chosen.length, 'failed file')}?`} confirmLabel={chosen.length === 0 ? 'Close' : 'Retry'} keepLabel="Keep" onKeep={onClose} onConfirm={confirm}>
      {chosen.length === 0 ? null : <p>Each file that gets through is one job, which costs credits. {types.length === 0 ? null : <CostNote account={opened.account} taskTypes={types} />}</p>}
      {left === 0 ? null : <p className="mt-2">{formatPlural(left, 'failed file')} {left === 1 ? 'needs' : 'need'} a decision or the file itself, each in its own row, and {left === 1 ? 'is' : 'are'} left alone.</p>}
    </ConfirmDialog>
  );
}
