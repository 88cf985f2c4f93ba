import { CancelDialog } from './cancel-dialog.tsx';
import { FinalizeDialog } from './finalize-dialog.tsx';
import { RetryDialog } from './retry-dialog.tsx';
import type { SelectedJob } from './retry-groups.ts';

/** What is asked before many jobs are changed, or any job is paid for. */
export type QuestionKind = 'cancel' | 'finalize' | 'retry';

/** What a question is about. */
export interface QuestionProps {
  /** The session's `storeName`; null while nobody is signed in. */
  readonly storeName: string | null;
  readonly jobs: readonly SelectedJob[];
  /** Does it, with those of the jobs that it can be done with: one or more. */
  readonly onConfirm: (jobIds: readonly string[]) => void;
  readonly onKeep: () => void;
}

const DIALOGS = { cancel: CancelDialog, finalize: FinalizeDialog, retry: RetryDialog } as const;

/** Asks in the dialog of its kind. Loaded when something is asked. */
export function Question({ kind, ...props }: QuestionProps & { readonly kind: QuestionKind }) {
  const Dialog = DIALOGS[kind];
  return <Dialog {...props} />;
}
