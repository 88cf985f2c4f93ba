import { useState } from 'react';
import { ConfirmDialog } from '#src/ui/confirm-dialog.tsx';
import { CostNote } from '#src/ui/cost-note.tsx';
import { formatCount, formatPlural } from '#src/ui/format.ts';
import { isFinalizeUnclear, type UploadItem } from '../model/item.ts';
import { queueStatsOf } from '../model/queue-stats.ts';
import { useQueueState, useUploadAccount } from './upload-context.tsx';

/** Asks before all failed files are sent again: how many, what they may cost, and which are left out, why, and where to decide on them. */
export function RetryFailedDialog({ onClose }: { onClose: () => void }) {
  const opened = useUploadAccount();
  const { failed, retryable } = useQueueState(queueStatsOf);
  const items = useQueueState((state) => state.items);
  // A person is asked about the files that had failed by then, and answers for no others.
  const [asked] = useState(retryable);
  if (opened === null) return null;
  const still = new Set(retryable);
  const chosen = asked.filter((id) => still.has(id));
  const left = failed.flatMap((id) => (still.has(id) ? [] : (items[id] ?? [])));
  const unclear = left.filter(mayBeCharged);
  const lost = left.filter((item) => !mayBeCharged(item));
  const types = chosen.flatMap((id) => items[id]?.taskType ?? []);
  const confirm = () => {
    onClose();
    if (chosen.length > 0) opened.queue.send({ type: 'enqueue', itemIds: chosen });
  };
  return (
    <ConfirmDialog title={chosen.length === 0 ? 'No failed file is left to retry' : `Retry ${formatPlural(chosen.length, 'failed file')}?`} confirmLabel={chosen.length === 0 ? 'Close' : 'Retry'} keepLabel="Keep" onKeep={onClose} onConfirm={confirm}>
      {chosen.length === 0 ? null : <p>Each file that gets through is one job, which costs credits. {types.length === 0 ? null : <CostNote storeName={opened.storeName} taskTypes={types} />}</p>}
      <LeftOut items={unclear} why={`since a finalize was sent and may have been carried out: to send ${unclear.length === 1 ? 'it' : 'them'} again may charge a second time. Decide in ${unclear.length === 1 ? 'its row' : 'the row of each'}, which says what was sent and answered`} />
      <LeftOut items={lost} why={`since this browser cannot read ${lost.length === 1 ? 'it' : 'them'} any more. Choose ${lost.length === 1 ? 'it' : 'each'} again, or allow reading, in ${lost.length === 1 ? 'its row' : 'its own row'}`} />
    </ConfirmDialog>
  );
}

function mayBeCharged(item: UploadItem): boolean {
  return isFinalizeUnclear(item) || (item.state.status === 'failed' && item.state.choice !== undefined);
}

const MOST_NAMED = 3;

function LeftOut({ items, why }: { items: readonly UploadItem[]; why: string }) {
  if (items.length === 0) return null;
  const unnamed = items.length - MOST_NAMED;
  return (
    <p className="mt-2">
      {formatPlural(items.length, 'failed file')} {items.length === 1 ? 'is' : 'are'} left out, {why}:{' '}
      {items.slice(0, MOST_NAMED).map(({ id, name }, index) => <span key={id}>{index === 0 ? null : ', '}<bdi className="font-medium">{name}</bdi></span>)}
      {unnamed > 0 ? ` and ${formatCount(unnamed)} more` : ''}.
    </p>
  );
}
