import { MOST_FRESH_JOBS } from './fresh-jobs.ts';
import { isReadyToSend } from './item-problem.ts';
import { isInProgress, startsByItself, type UploadItem } from './item.ts';

/** Whether the platform may hold something of the item that nobody would ever use. */
export function hasRemoteResources(item: UploadItem): boolean {
  if (item.leftovers) return true;
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
  // After a failure no bytes count as sent, since what storage holds may be what was refused. That a finalize was sent is never forgotten.
  const sendsBytesAgain = status === 'failed' && item.job?.finalizeAskedAt === null;
  const job = sendsBytesAgain && item.job ? { ...item.job, slots: item.job.slots.map((slot) => ({ ...slot, uploaded: false })) } : item.job;
  // Only after a failure has a person been told what was paid: that allows one fresh job more, and forgets none.
  return { ...item, job, attempts: 0, renewals: status === 'failed' ? Math.min(item.renewals, MOST_FRESH_JOBS - 1) : item.renewals, startsIfSingle: false, state: { status: 'waiting' } };
}

/** The item with what its person decided, once told that a finalize may have been carried out; as it was where nothing had to be decided. */
export function withDecision(item: UploadItem): UploadItem {
  const { state, job } = item;
  return state.status === 'failed' && state.choice && job ? { ...item, decision: { jobId: job.id, choice: state.choice } } : item;
}

/** What is known when a person starts an item. */
export interface StartKnowledge {
  /** Whether all that can be known of its duplicates is. */
  readonly isKnown: boolean;
  /** Whether a person has to be asked first. */
  readonly asks: boolean;
}

/**
 * The item as a person starts it: in line, or, while it may turn out to be paid for already, in line once that is known.
 * null when it cannot be sent as it is.
 */
export function toStart(item: UploadItem, { isKnown, asks }: StartKnowledge): UploadItem | null {
  if (item.state.status !== 'staged') return toQueue(item);
  if (asks || (item.inspected && !isReadyToSend(item))) return null;
  return item.twin === null && !isKnown ? { ...item, startsIfSingle: true } : toQueue(item);
}

/** The item halted: what is looked up first is no longer started by itself. null for one that does nothing, or is past halting. */
export function toPause(item: UploadItem): UploadItem | null {
  if (startsByItself(item)) return { ...item, startsIfSingle: false };
  return isInProgress(item) && item.state.status !== 'finalizing' ? { ...item, state: { status: 'paused' } } : null;
}
