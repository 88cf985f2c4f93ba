import { useState } from 'react';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { ConfirmDialog } from '#src/ui/confirm-dialog.tsx';
import { CostNote } from '#src/ui/cost-note.tsx';
import { formatPlural } from '#src/ui/format.ts';
import type { QuestionProps } from './question.tsx';
import { retryGroups } from './retry-groups.ts';

/** Asks before jobs are run again: how many, what they may cost, and which of the selected ones stay as they are. */
export function RetryDialog({ storeName, jobs, onConfirm, onKeep }: QuestionProps) {
  const [withCompleted, setWithCompleted] = useState(false);
  const { ended, completed, left } = retryGroups(jobs);
  const chosen = withCompleted ? [...ended, ...completed] : ended;
  const types = chosen.flatMap(({ taskTypeId }) => taskTypes.find(taskTypeId)?.key ?? []);
  const confirm = () => (chosen.length === 0 ? onKeep() : onConfirm(chosen.map(({ id }) => id)));
  return (
    <ConfirmDialog title={chosen.length === 0 ? 'No failed or cancelled job is selected' : `Run ${formatPlural(chosen.length, 'job')} again?`} confirmLabel={chosen.length === 0 ? 'Close' : 'Retry'} keepLabel="Keep" onKeep={onKeep} onConfirm={confirm}>
      {chosen.length === 0 ? null : <p>Makes {formatPlural(chosen.length, 'new job')} with the same file, checks and reference image; each costs credits. {storeName === null ? null : <CostNote storeName={storeName} taskTypes={types} />}</p>}
      {completed.length === 0 ? null : (
        <label className="mt-2 flex items-start gap-2">
          <input type="checkbox" className="mt-0.5 size-4 accent-accent" checked={withCompleted} onChange={(event) => setWithCompleted(event.target.checked)} />
          <span>Also the {formatPlural(completed.length, 'completed job')}: charged once already, and charged again</span>
        </label>
      )}
      {left.length === 0 ? null : <p className="mt-2">{formatPlural(left.length, 'selected job')} not at an end {left.length === 1 ? 'is' : 'are'} left alone.</p>}
    </ConfirmDialog>
  );
}
