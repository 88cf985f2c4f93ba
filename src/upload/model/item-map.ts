import type { UploadItem } from './item.ts';
import type { QueueState } from './queue-state.ts';

/** The items of an engine, by id, in the order in which they were added. A change costs the same however many there are. */
export interface ItemMap {
  readonly get: (itemId: string) => UploadItem | undefined;
  /** All items, in their order. */
  readonly all: () => IterableIterator<UploadItem>;
  readonly put: (items: readonly UploadItem[]) => void;
  readonly delete: (itemIds: readonly string[]) => void;
  /** What a page sees of the items; the same objects as long as nothing changes. */
  readonly view: () => Pick<QueueState, 'order' | 'items'>;
}

/** Makes an empty table. */
export function createItemMap(): ItemMap {
  const items = new Map<string, UploadItem>();
  let order: readonly string[] | null = [];
  let record: Readonly<Record<string, UploadItem>> | null = {};
  return {
    get: (itemId) => items.get(itemId),
    all: () => items.values(),
    put(changed) {
      if (changed.length === 0) return;
      record = null;
      for (const item of changed) {
        if (items.get(item.id)?.state.status !== item.state.status && (!items.has(item.id) || isLeaving(item))) order = null;
        items.set(item.id, item);
      }
    },
    delete(itemIds) {
      for (const id of itemIds) items.delete(id);
      order = null;
      record = null;
    },
    view() {
      record ??= Object.fromEntries([...items].filter(([, item]) => !isLeaving(item)));
      order ??= Object.keys(record);
      return { order, items: record };
    },
  };
}

// Taken off the list by a person: what is left to do for it is nobody's business.
function isLeaving(item: UploadItem): boolean {
  return item.state.status === 'removing';
}
