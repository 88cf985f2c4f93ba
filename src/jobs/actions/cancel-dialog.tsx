import { canCancel } from '#src/jobs-api/job.ts';
import { ConfirmDialog } from '#src/ui/confirm-dialog.tsx';
import { formatPlural } from '#src/ui/format.ts';
import type { QuestionProps } from './question.tsx';

/** Asks before several jobs are cancelled: how many, what that means, and which of the selected ones stay as they are. */
export function CancelDialog({ jobs, onConfirm, onKeep }: QuestionProps) {
  const chosen = jobs.filter(({ status }) => canCancel(status));
  const left = jobs.length - chosen.length;
  const confirm = () => (chosen.length === 0 ? onKeep() : onConfirm(chosen.map(({ id }) => id)));
  return (
    <ConfirmDialog title={chosen.length === 0 ? 'No selected job can be cancelled' : `Cancel ${formatPlural(chosen.length, 'job')}?`} confirmLabel={chosen.length === 0 ? 'Close' : 'Cancel jobs'} keepLabel="Keep" onKeep={onKeep} onConfirm={confirm}>
      {chosen.length === 0 ? null : <p>A cancelled job gets no verdict, and cannot be taken up again: its file has to be run as a new job. The platform does not tell whether it charges for a cancelled job. One that is being processed by then is left to go on, and reported.</p>}
      {left === 0 ? null : <p className="mt-2">{formatPlural(left, 'selected job')} being processed or at an end {left === 1 ? 'is' : 'are'} left alone.</p>}
    </ConfirmDialog>
  );
}
