import { isInProgress, startsByItself, type UploadItem } from './item.ts';

/** Whether the platform may hold something of the item that nobody would ever use. */
export function leavesTraces(item: UploadItem): boolean {
  return item.state.status !== 'submitted' && (item.job !== null || item.createAskedAt !== null || item.staleJobId !== null || isInProgress(item));
}

/** Whether what the item asks for can still change: nothing of it is on the platform yet. */
export function isEditable(item: UploadItem): boolean {
  return item.state.status === 'staged' || (item.state.status === 'failed' && item.job === null && item.createAskedAt === null);
}

/** The item in line; null for one that is under way already, or cannot be sent. */
export function toQueue(item: UploadItem): UploadItem | null {
  const { status } = item.state;
  if (status !== 'staged' && status !== 'paused' && status !== 'failed' && status !== 'waiting') return null;
  // After a failure nothing counts as sent, since what storage holds may be what was refused; and a person has looked.
  const job = status === 'failed' && item.job ? { ...item.job, finalizeAskedAt: null, slots: item.job.slots.map((slot) => ({ ...slot, uploaded: false })) } : item.job;
  return { ...item, job, attempts: 0, renewals: 0, startsIfSingle: false, state: { status: 'waiting' } };
}

/**
 * The item as a person starts it: in line, or, while it may turn out to be paid for already, in line once that is known.
 * @param isKnown whether it is known what it would be paid for twice with
 */
export function toStart(item: UploadItem, isKnown: boolean): UploadItem | null {
  const isOpen = item.state.status === 'staged' && item.twin === null && !isKnown && !item.startsIfSingle;
  return isOpen ? { ...item, startsIfSingle: true } : toQueue(item);
}

/** The item halted: what is looked up first is no longer started by itself. null for one that does nothing, or is past halting. */
export function toPause(item: UploadItem): UploadItem | null {
  if (startsByItself(item)) return { ...item, startsIfSingle: false };
  return isInProgress(item) && item.state.status !== 'finalizing' ? { ...item, state: { status: 'paused' } } : null;
}
