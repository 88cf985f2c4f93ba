import { useEffect, useRef, useState } from 'react';
import { Button } from '#src/ui/button.tsx';
import { ConfirmDialog } from '#src/ui/confirm-dialog.tsx';
import { formatCount, formatPlural } from '#src/ui/format.ts';
import { showToast } from '#src/ui/toast-store.ts';
import { isTyping } from '#src/ui/is-typing.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import type { JobRow } from '../model/job-row.ts';

/** What the toolbar works on. */
export interface JobsToolbarProps {
  /** How many jobs are shown. */
  readonly shown: number;
  /** The rows that are shown: the export takes all of them. */
  readonly rows: () => readonly JobRow[];
  /** Ids of what is selected and shown. */
  readonly chosen: readonly string[];
  readonly onCancel: () => void;
  readonly onDelete: () => void;
  /** Runs the files of the selected jobs again; null where that cannot be done. */
  readonly onRetry: (() => void) | null;
}

/** What can be done with the selected jobs, and the export of what is shown; `e` exports. */
export function JobsToolbar({ shown, rows, chosen, onCancel, onDelete, onRetry }: JobsToolbarProps) {
  const [confirming, setConfirming] = useState(false);
  const exportAs = async (kind: 'csv' | 'json') => {
    // What was shown when it was asked for.
    const asked = rows();
    try {
      const [{ csvOf, jsonOf }, { saveAsFile }] = await Promise.all([import('./export-csv.ts'), import('#src/ui/save-as-file.ts')]);
      if (kind === 'json') saveAsFile(jsonOf(asked), 'assay-jobs.json', 'application/json');
      else saveAsFile(await csvOf(asked), 'assay-jobs.csv', 'text/csv;charset=utf-8');
    } catch {
      showToast('The export could not be made: a part of this page could not be loaded. Try again.', 'bad');
    }
  };
  const exportNow = useRef(exportAs);
  useEffect(() => {
    exportNow.current = exportAs;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'e' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) void exportNow.current('csv');
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  const none = chosen.length === 0;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button disabled={none} onClick={onCancel}>Cancel selected</Button>
      <Button disabled={none} onClick={() => setConfirming(true)}>Delete selected</Button>
      {onRetry === null ? null : <Button disabled={none} onClick={onRetry}>Retry selected</Button>}
      <Button disabled={shown === 0} onClick={() => void exportAs('csv')}>Export CSV</Button>
      <Button disabled={shown === 0} onClick={() => void exportAs('json')}>Export JSON</Button>
      <ColumnsMenu />
      {none ? null : <span className="text-sm text-ink-soft">{formatCount(chosen.length)} selected</span>}
      {confirming ? (
        <ConfirmDialog
          title={`Delete ${formatPlural(chosen.length, 'job')}?`}
          confirmLabel="Delete"
          keepLabel="Keep"
          onKeep={() => setConfirming(false)}
          onConfirm={() => {
            setConfirming(false);
            onDelete();
          }}
        >
          Jobs, results and uploaded media are removed from the platform. You can undo this for 6 s; after that it cannot be taken back.
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
