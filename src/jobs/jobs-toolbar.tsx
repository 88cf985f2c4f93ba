import { useState } from 'react';
import { Button } from '#src/ui/button.tsx';
import { ConfirmDialog } from '#src/ui/confirm-dialog.tsx';
import { formatPlural } from '#src/ui/format.ts';
import { showToast } from '#src/ui/toast-store.ts';
import { saveAsFile } from '#src/ui/save-as-file.ts';
import { csvOf } from './export-csv.ts';
import type { JobRow } from './job-row.ts';
import type { PendingAction } from './pending-actions.ts';

/** What the toolbar works on. */
export interface JobsToolbarProps {
  /** What is shown: the export takes all of it. */
  readonly rows: readonly JobRow[];
  /** What is selected and shown. */
  readonly chosen: readonly JobRow[];
  readonly onAct: (action: PendingAction) => void;
}

/** What can be done with the selected jobs, and the export of what is shown. */
export function JobsToolbar({ rows, chosen, onAct }: JobsToolbarProps) {
  const [confirming, setConfirming] = useState(false);
  const exportCsv = async () => {
    try {
      saveAsFile(await csvOf(rows), 'assay-jobs.csv', 'text/csv;charset=utf-8');
    } catch {
      showToast('The export could not be made: a part of this page could not be loaded. Try again.', 'bad');
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button disabled={chosen.length === 0} onClick={() => onAct('cancel')}>Cancel selected</Button>
      <Button disabled={chosen.length === 0} onClick={() => setConfirming(true)}>Delete selected</Button>
      <Button disabled={rows.length === 0} onClick={() => void exportCsv()}>Export CSV</Button>
      {chosen.length === 0 ? null : <span className="text-sm text-ink-soft">{chosen.length} selected</span>}
      {confirming ? (
        <ConfirmDialog
          title={`Delete ${formatPlural(chosen.length, 'job')}?`}
          confirmLabel="Delete"
          keepLabel="Keep"
          onKeep={() => setConfirming(false)}
          onConfirm={() => {
            setConfirming(false);
            onAct('delete');
          }}
        >
          Jobs, results and uploaded media are removed from the platform. This cannot be taken back.
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
