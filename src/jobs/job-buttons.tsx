import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { canCancel, canDelete, type Job } from '#src/jobs-api/job.ts';
import { Button } from '#src/ui/button.tsx';
import { ConfirmDialog } from '#src/ui/confirm-dialog.tsx';
import { actOnJobs } from './job-actions.ts';

/** Cancel and delete for one job. `onDeleted` runs once the platform has removed it. */
export function JobButtons({ job, onDeleted }: { job: Job; onDeleted: () => void }) {
  const queryClient = useQueryClient();
  const [confirming, setConfirming] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const remove = async () => {
    setConfirming(false);
    setDeleting(true);
    const done = await actOnJobs(queryClient, 'delete', [job.id]);
    if (done.length > 0) onDeleted();
    else setDeleting(false);
  };
  return (
    <div className="flex flex-wrap gap-2">
      {canCancel(job.status) ? <Button onClick={() => void actOnJobs(queryClient, 'cancel', [job.id])}>Cancel job</Button> : null}
      {canDelete(job.status) ? <Button variant="danger" disabled={deleting} onClick={() => setConfirming(true)}>Delete job</Button> : null}
      {confirming ? (
        <ConfirmDialog title="Delete this job?" confirmLabel="Delete" keepLabel="Keep" onKeep={() => setConfirming(false)} onConfirm={() => void remove()}>
          The job, its result and the uploaded media are removed from the platform. This cannot be taken back.
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
