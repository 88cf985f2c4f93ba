import { explainError } from '#src/jobs-api/explain-error.ts';
import type { Hold } from './failure.ts';
import { isInProgress, type ItemProblem, type UploadItem } from './item.ts';

/** The queue as everyone sees it. */
export interface QueueState {
  /** False until what was kept on disk has been read. */
  readonly ready: boolean;
  /** False when the disk could not be read: what was kept there is not shown, and what is added does not outlive the page. */
  readonly lasts: boolean;
  /** Ids in the order in which files were added; without those that a person took off the list. */
  readonly order: readonly string[];
  readonly items: Readonly<Record<string, UploadItem>>;
  /** Bytes of the current attempt by item id; absent means none. */
  readonly sent: Readonly<Record<string, number>>;
  /** Bytes a second over all files; null while nothing moves. */
  readonly bytesPerSecond: number | null;
  /** Why nothing is sent although files wait; null when nothing is in the way. */
  readonly hold: (Hold & { readonly problem: ItemProblem }) | null;
  readonly online: boolean;
  /** Ids of items whose bytes could not be copied to disk: they would not outlive the page. */
  readonly uncopied: readonly string[];
  /** Ids of items whose last change is not on disk, whatever their status; each is written again until it is. */
  readonly unsaved: readonly string[];
}

/** A queue with nothing in it, not yet read from disk. */
export const EMPTY_QUEUE: QueueState = {
  ready: false, lasts: true, order: [], items: {}, sent: {}, bytesPerSecond: null, hold: null, online: true, uncopied: [], unsaved: [],
};

/** An item as it stands after the page was closed: whatever was under way waits for its turn again. */
export function afterRestart(item: UploadItem): UploadItem {
  // An earlier version did not count the finalizes; that one was sent for the job at hand is known all the same.
  const counted = item.finalizesSent === undefined && item.job?.finalizeAskedAt != null ? { ...item, finalizesSent: 1 } : item;
  return isInProgress(item) ? { ...counted, state: { status: 'waiting' } } : counted;
}

/** A hold with the words for it. */
export function holdFor(hold: Hold, error: unknown): NonNullable<QueueState['hold']> {
  const { title, advice, said } = explainError(error);
  return { ...hold, problem: { title, advice, said } };
}

/** Whether a hold concerns an item: a permission that is missing stops only what needs it. */
export function isHeld({ job, createAskedAt }: UploadItem, hold: Hold | null): boolean {
  if (hold === null) return false;
  if (hold.kind !== 'forbidden') return true;
  switch (hold.step) {
    case 'create':
      return job === null;
    case 'read':
      return job !== null || createAskedAt !== null;
    case 'finalize':
      // A job that could not be finalized is better not created.
      return job === null || job.slots.every((slot) => slot.uploaded);
  }
}
