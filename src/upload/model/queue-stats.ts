import { MEDIA_FORMATS, type MediaKind } from '#src/jobs-api/media-formats.ts';
import { isReadyToSend } from './item-problem.ts';
import { isFinalizeUnclear, isInProgress, startsByItself, totalBytes, type UploadItem } from './item.ts';
import type { QueueState } from './queue-state.ts';
import { asksFirst } from './duplicate-finder.ts';

/** What can be said of a queue's items without what is being sent at the moment; ids stand in the queue's order. */
export interface QueueStats {
  /** Staged, can be sent as they are, and nobody said yet that they are to be. */
  readonly ready: readonly string[];
  /** Staged, and the same as another file: a person is asked first. */
  readonly asking: readonly string[];
  /** In line, on their way, or looked up first: can be paused. */
  readonly active: readonly string[];
  readonly paused: readonly string[];
  readonly failed: readonly string[];
  /** Failed, and another try may help, with no doubt whether it was charged already. */
  readonly retryable: readonly string[];
  readonly rejected: readonly string[];
  readonly submitted: readonly string[];
  readonly stagedByKind: ReadonlyMap<MediaKind, readonly UploadItem[]>;
  /** Being worked on, waiting for it, or looked up first. */
  readonly inProgress: number;
  /** Bytes of the files in progress and of those submitted. */
  readonly bytes: number;
  /** Those of them that storage has for sure. */
  readonly settledBytes: number;
}

const known = new WeakMap<QueueState['items'], QueueStats>();

/** Sums the items up. Counted once for each change, however many parts of the page ask. */
export function queueStatsOf(state: Pick<QueueState, 'items' | 'order'>): QueueStats {
  const figures = known.get(state.items) ?? count(state);
  known.set(state.items, figures);
  return figures;
}

function count({ items, order }: Pick<QueueState, 'items' | 'order'>): QueueStats {
  const lists = { ready: [] as string[], asking: [] as string[], active: [] as string[], paused: [] as string[], failed: [] as string[], retryable: [] as string[], rejected: [] as string[], submitted: [] as string[] };
  const stagedByKind = new Map<MediaKind, UploadItem[]>();
  let inProgress = 0;
  let bytes = 0;
  let settledBytes = 0;
  for (const id of order) {
    const item = items[id];
    if (item === undefined) continue;
    const { status } = item.state;
    const starts = startsByItself(item);
    if (status === 'staged' && !starts) {
      if (isReadyToSend(item)) lists[asksFirst(item, items) ? 'asking' : 'ready'].push(id);
      const kind = item.format && MEDIA_FORMATS[item.format].kind;
      if (kind === null) continue;
      const alike = stagedByKind.get(kind);
      if (alike) alike.push(item);
      else stagedByKind.set(kind, [item]);
    } else if (status === 'paused' || status === 'failed' || status === 'rejected' || status === 'submitted') {
      lists[status].push(id);
      if (status === 'failed' && item.state.needs === null && item.state.choice === undefined && !isFinalizeUnclear(item)) lists.retryable.push(id);
    } else if (status !== 'finalizing') lists.active.push(id);
    const isSent = status === 'submitted' && !item.state.reused;
    if (isInProgress(item) || starts) inProgress += 1;
    else if (!isSent) continue;
    bytes += totalBytes(item);
    if (isSent || status === 'finalizing') settledBytes += totalBytes(item);
  }
  return { ...lists, stagedByKind, inProgress, bytes, settledBytes };
}

/** How far the whole queue is. */
export interface QueueTotals {
  /** Files sent by a person, whatever became of them. */
  readonly files: number;
  readonly submitted: number;
  readonly failed: number;
  /** Being worked on, waiting for it, or looked up first. */
  readonly inProgress: number;
  /** Bytes of the files being sent and of those submitted. */
  readonly bytes: number;
  readonly sentBytes: number;
  /** ms until all is sent at the present speed; null when that cannot be told. */
  readonly leftMs: number | null;
}

/** Sums the queue up, with what is being sent. */
export function totalsOf(state: QueueState): QueueTotals {
  const { submitted, failed, paused, inProgress, bytes, settledBytes } = queueStatsOf(state);
  let sentBytes = settledBytes;
  for (const [id, sent] of Object.entries(state.sent)) if (state.items[id]?.state.status === 'uploading') sentBytes += sent;
  const leftMs = state.bytesPerSecond && inProgress > 0 && state.hold === null && state.online ? ((bytes - sentBytes) / state.bytesPerSecond) * 1_000 : null;
  return { files: submitted.length + failed.length + inProgress + paused.length, submitted: submitted.length, failed: failed.length, inProgress, bytes, sentBytes, leftMs };
}
