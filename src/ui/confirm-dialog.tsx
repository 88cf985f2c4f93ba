import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';

/** What a {@link ConfirmDialog} says and does. */
export interface ConfirmDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The button that does it, named by what it does. */
  readonly confirmLabel: string;
  /** The button that leaves everything as it is; it has the focus at first. */
  readonly keepLabel: string;
  readonly onConfirm: () => void;
  readonly onKeep: () => void;
}

/** A modal `alertdialog` for what cannot be taken back. Mounted means open; Escape keeps. */
export function ConfirmDialog({ title, children, confirmLabel, keepLabel, onConfirm, onKeep }: ConfirmDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const textId = useId();
  useLayoutEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    // Closing while it is still in the document gives the focus back to what opened it.
    return () => opened?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      aria-labelledby={titleId}
      aria-describedby={textId}
      className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-xl border border-line bg-surface p-5 text-ink shadow-xl"
      onCancel={(event) => {
        event.preventDefault();
        onKeep();
      }}
    >
      <h2 id={titleId} className="text-base font-semibold">{title}</h2>
      <div id={textId} className="mt-2 text-sm text-ink-soft wrap-anywhere">{children}</div>
      <div className="mt-5 flex justify-end gap-2">
        <Button autoFocus onClick={onKeep}>{keepLabel}</Button>
        <Button variant="danger" onClick={onConfirm}>{confirmLabel}</Button>
      </div>
    </dialog>
  );
}
