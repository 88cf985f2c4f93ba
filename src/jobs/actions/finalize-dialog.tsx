import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { ConfirmDialog } from '#src/ui/confirm-dialog.tsx';
import { CostNote } from '#src/ui/cost-note.tsx';
import { formatPlural } from '#src/ui/format.ts';
import type { QuestionProps } from './question.tsx';

/** Asks before jobs are finalized, which is what is paid for: how many, and what they may cost. */
export function FinalizeDialog({ storeName, jobs, onConfirm, onKeep }: QuestionProps) {
  const chosen = jobs.filter(({ status }) => status === 'waiting_for_finalize');
  const types = chosen.flatMap(({ taskTypeId }) => taskTypes.find(taskTypeId)?.key ?? []);
  const confirm = () => (chosen.length === 0 ? onKeep() : onConfirm(chosen.map(({ id }) => id)));
  return (
    <ConfirmDialog title={chosen.length === 0 ? 'The job waits for no finalize any more' : `Finalize ${formatPlural(chosen.length, 'job')}?`} confirmLabel={chosen.length === 0 ? 'Close' : 'Finalize'} keepLabel="Keep" onKeep={onKeep} onConfirm={confirm}>
      {chosen.length === 0 ? null : <p>That ends the upload and starts the processing, which costs credits. {storeName === null || types.length === 0 ? null : <CostNote storeName={storeName} taskTypes={types} />} A job whose media was not uploaded is refused.</p>}
    </ConfirmDialog>
  );
}
