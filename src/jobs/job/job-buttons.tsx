import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { canCancel, canDelete, type Job } from '#src/jobs-api/job.ts';
import { Button } from '#src/ui/button.tsx';
import { ConfirmDialog } from '#src/ui/confirm-dialog.tsx';
import { deleteUndoably } from '../actions/undoable-delete.ts';
import { cancelJobs, finalizeJobs } from '../actions/job-actions.ts';

// Of no use before it is asked for.
const FinalizeDialog = lazy(async () => ({ default: (await import('../actions/finalize-dialog.tsx')).FinalizeDialog }));

/** What {@link JobButtons} work on. */
export interface JobButtonsProps {
  readonly job: Job;
  /** The session's `storeName`; null while it is not known. */
  readonly storeName: string | null;
  /** Called once a delete is confirmed; it can still be taken back for a moment. */
  readonly onDeleted: () => void;
}

/** Cancel, finalize and delete for one job; what is paid for, or cannot be taken back, is asked about first. */
export function JobButtons({ job, storeName, onDeleted }: JobButtonsProps) {
  const queryClient = useQueryClient();
  const [confirming, setConfirming] = useState(false);
  const [asksFinalize, setAsksFinalize] = useState(false);
  const finalize = (ids: readonly string[]) => {
    setAsksFinalize(false);
    void finalizeJobs(queryClient, ids);
  };
  const remove = () => {
    setConfirming(false);
    deleteUndoably(storeName, [job.id]);
    onDeleted();
  };
  return (
    <div className="flex flex-wrap gap-2">
      {canCancel(job.status) ? <Button onClick={() => void cancelJobs(queryClient, [job.id])}>Cancel job</Button> : null}
      {job.status === 'waiting_for_finalize' ? <Button onClick={() => setAsksFinalize(true)}>Finalize job</Button> : null}
      {canDelete(job.status) ? <Button variant="danger" onClick={() => setConfirming(true)}>Delete job</Button> : null}
      {asksFinalize ? <Suspense fallback={null}><FinalizeDialog storeName={storeName} jobs={[job]} onConfirm={finalize} onKeep={() => setAsksFinalize(false)} /></Suspense> : null}
      {confirming ? (
        <ConfirmDialog title="Delete this job?" confirmLabel="Delete" keepLabel="Keep" onKeep={() => setConfirming(false)} onConfirm={remove}>
          The job, its result and the uploaded media are removed from the platform. You can undo this for 6 s; after that it cannot be taken back.
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
