import { explainError } from '#src/jobs-api/explain-error.ts';
import type { Hold } from './failure.ts';
import { isInProgress, totalBytes, type ItemProblem, type UploadItem } from './item.ts';

/** The queue as everyone sees it. */
export interface QueueState {
  /** False until what was kept on disk has been read. */
  readonly ready: boolean;
  /** Ids in the order in which files were added. */
  readonly order: readonly string[];
  readonly items: Readonly<Record<string, UploadItem>>;
  /** Bytes of the current attempt by item id; absent means none. */
  readonly sent: Readonly<Record<string, number>>;
  /** Bytes a second over all files; null while nothing moves. */
  readonly bytesPerSecond: number | null;
  /** Why nothing is sent although files wait; null when nothing is in the way. */
  readonly hold: { readonly kind: Hold; readonly problem: ItemProblem } | null;
  readonly online: boolean;
  /** Ids of items whose bytes could not be copied to disk: they would not outlive the page. */
  readonly uncopied: readonly string[];
}

/** A queue with nothing in it, not yet read from disk. */
export const EMPTY_QUEUE: QueueState = {
  ready: false, order: [], items: {}, sent: {}, bytesPerSecond: null, hold: null, online: true, uncopied: [],
};

/** The queue with items added or replaced. */
export function withItems(state: QueueState, changed: readonly UploadItem[]): QueueState {
  const added = changed.filter((item) => !(item.id in state.items)).map((item) => item.id);
  return {
    ...state,
    order: added.length === 0 ? state.order : [...state.order, ...added],
    items: { ...state.items, ...Object.fromEntries(changed.map((item) => [item.id, item])) },
  };
}

/** The queue without some items. */
export function withoutItems(state: QueueState, itemIds: readonly string[]): QueueState {
  const gone = new Set(itemIds);
  const kept = <T>(record: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(record).filter(([id]) => !gone.has(id)));
  return {
    ...state,
    items: kept(state.items),
    sent: kept(state.sent),
    order: state.order.filter((id) => !gone.has(id)),
    uncopied: state.uncopied.filter((id) => !gone.has(id)),
  };
}

/** An item as it stands after the page was closed: whatever was under way waits for its turn again. */
export function afterRestart(item: UploadItem): UploadItem {
  return isInProgress(item) ? { ...item, state: { status: 'waiting' } } : item;
}

/** A hold with the words for it. */
export function holdFor(kind: Hold, error: unknown): NonNullable<QueueState['hold']> {
  const { title, advice, said } = explainError(error);
  return { kind, problem: { title, advice, said } };
}

/** The figures of the whole queue. */
export interface QueueTotals {
  /** Files by status; a status without files is absent. */
  readonly byStatus: Readonly<Partial<Record<UploadItem['state']['status'], number>>>;
  /** Files sent by a person, whatever became of them. */
  readonly files: number;
  readonly submitted: number;
  readonly failed: number;
  /** Being worked on or waiting for it. */
  readonly inProgress: number;
  /** Bytes of the files being sent and of those submitted. */
  readonly bytes: number;
  readonly sentBytes: number;
  /** ms until all is sent at the present speed; null when that cannot be told. */
  readonly leftMs: number | null;
}

/** Sums the queue up. */
export function totalsOf(state: QueueState): QueueTotals {
  const byStatus: Partial<Record<UploadItem['state']['status'], number>> = {};
  let inProgress = 0;
  let bytes = 0;
  let sentBytes = 0;
  for (const id of state.order) {
    const item = state.items[id];
    if (item === undefined) continue;
    const { status } = item.state;
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    const done = status === 'submitted';
    if (!done && !isInProgress(item)) continue;
    if (!done) inProgress += 1;
    bytes += totalBytes(item);
    sentBytes += done || status === 'finalizing' ? totalBytes(item) : (state.sent[id] ?? 0);
  }
  const submitted = byStatus.submitted ?? 0;
  const failed = byStatus.failed ?? 0;
  const leftMs = state.bytesPerSecond && inProgress > 0 ? ((bytes - sentBytes) / state.bytesPerSecond) * 1_000 : null;
  return { byStatus, files: submitted + failed + inProgress + (byStatus.paused ?? 0), submitted, failed, inProgress, bytes, sentBytes, leftMs };
}
