import type { UploadItem } from '../model/item.ts';
import type { QueueState } from '../model/queue-state.ts';
import type { UploadCommand } from '../model/queue.ts';

/** What tabs of one account say to one another. */
export type TabMessage =
  /** A tab that follows wants the whole queue. */
  | { readonly type: 'hello' }
  /** A tab has begun to lead: commands without an answer are to be sent again. */
  | { readonly type: 'leading' }
  | { readonly type: 'command'; readonly id: string; readonly command: UploadCommand }
  /** The leader has carried a command out. */
  | { readonly type: 'done'; readonly id: string }
  | { readonly type: 'queue'; readonly change: QueueChange };

/** What changed in a queue since the last message; `whole` replaces everything. */
export interface QueueChange extends Omit<QueueState, 'items' | 'order'> {
  readonly whole: boolean;
  /** null when it is as it was. */
  readonly order: QueueState['order'] | null;
  readonly changed: readonly UploadItem[];
}

/** The difference between two states of a queue; from null, all of it. */
export function changeBetween(before: QueueState | null, after: QueueState): QueueChange {
  const { items, order, ...rest } = after;
  const changed = before?.items === items ? [] : Object.values(items).filter((item) => before?.items[item.id] !== item);
  return { ...rest, whole: before === null, order: before?.order === order ? null : order, changed };
}

/** The queue after a change. */
export function applyChange(before: QueueState, { whole, changed, order, ...rest }: QueueChange): QueueState {
  if (changed.length === 0 && order === null) return { ...rest, order: before.order, items: before.items };
  const known = { ...(whole ? {} : before.items), ...Object.fromEntries(changed.map((item) => [item.id, item])) };
  if (order === null) return { ...rest, order: before.order, items: known };
  return { ...rest, order, items: Object.fromEntries(order.flatMap((id) => (known[id] ? [[id, known[id]]] : []))) };
}
