import { useEffect, useRef } from 'react';
import { Button } from '#src/ui/button.tsx';

const SHORTCUTS = [
  ['?', 'Show these shortcuts'],
  ['g u', 'Go to Upload'],
  ['g j', 'Go to Jobs'],
  ['g s', 'Go to Settings'],
  ['Ctrl K', 'Find a job, a page or an action'],
  ['/', 'Search jobs'],
  ['j k', 'Next and previous job in the list'],
  ['Enter', 'Open the job'],
  ['x', 'Select the job; with Shift, all from the last one'],
  ['Shift J K', 'Select on the way'],
  ['e', 'Export what is shown as CSV'],
  ['a m i', 'Judge a job: authentic, manipulated, inconclusive'],
  ['Ctrl Enter', 'Save the judgement'],
  ['z', 'Take the judgement back'],
  ['n', 'Next job to review'],
  ['Esc', 'Close what is open'],
] as const;

/** The list of keyboard shortcuts, as a modal dialog. Mounted means open; Escape closes. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-label="Keyboard shortcuts" onClose={onClose} className="m-auto w-[min(26rem,calc(100vw-2rem))] rounded-xl border border-line bg-surface p-5 text-ink shadow-xl">
      <h2 className="text-base font-semibold">Keyboard shortcuts</h2>
      <dl className="mt-3 grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2 text-sm">
        {SHORTCUTS.map(([keys, what]) => (
          <div key={keys} className="contents">
            <dt><kbd className="rounded border border-line-strong bg-sunken px-1.5 py-0.5 font-mono text-xs">{keys}</kbd></dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-5 flex justify-end">
        <Button autoFocus onClick={() => dialog.current?.close()}>Close</Button>
      </div>
    </dialog>
  );
}
