import { pause, type Clock } from '#src/lib/clock.ts';
import { createItemMap, type ItemMap } from '../model/item-map.ts';
import type { UploadItem } from '../model/item.ts';
import { EMPTY_QUEUE, afterRestart, type QueueState } from '../model/queue-state.ts';
import type { QueueStorage } from '../storage/queue-storage.ts';
import { SupersededError, UnsavedError } from '../model/transfer-error.ts';
import { createDuplicateFinder, type DuplicateFinder } from '../model/duplicate-finder.ts';

/** What the state of a queue is beside its items. */
export type QueueMeta = Omit<QueueState, 'order' | 'items'>;

/** The state of a queue, and its way to disk. */
export interface QueueStore {
  readonly itemMap: ItemMap;
  readonly duplicateFinder: DuplicateFinder;
  readonly queueMeta: () => QueueMeta;
  readonly set: (patch: Partial<QueueMeta>) => void;
  readonly snapshot: () => QueueState;
  /** Calls back after each change. */
  readonly subscribe: (onChange: () => void) => void;
  /** Shows items, and leaves the disk as it is. */
  readonly put: (items: readonly UploadItem[]) => void;
  /** Shows items. Resolves once they are on disk, or it is known that they cannot be yet: then they count as unsaved, and are written again. */
  readonly save: (items: readonly UploadItem[]) => Promise<void>;
  /** As `save`. Throws `UnsavedError` when the items are not on disk. */
  readonly saveSurely: (items: readonly UploadItem[]) => Promise<void>;
  /** Shows an item, and writes it within half a second: for what may be found out again. */
  readonly saveSoon: (item: UploadItem) => void;
  readonly forget: (itemIds: readonly string[]) => void;
  /** Notes items that would not outlive the page. */
  readonly warnUncopied: (itemIds: readonly string[]) => void;
  /**
   * Takes the queue up where it stood. Resolves once the queue is ready; `take` gets what lay on disk, later if it could not be read
   * until then.
   */
  readonly load: (take: (kept: readonly UploadItem[]) => void) => Promise<void>;
}

// What may be found out again is written together, since each write waits for the disk.
const WRITE_TOGETHER_MS = 500;
// Copying thousands of items for the disk in one go would hold the page up.
const MOST_AT_ONCE = 500;
const MOST_READS = 5;
const READ_AGAIN_AFTER_MS = 500;
const READ_LATER_MS = 10_000;
// A disk that takes no writes is asked again, less and less often.
const WRITE_AGAIN_AFTER_MS = 1_000;
const MOST_WRITE_WAIT_MS = 30_000;

/** Makes a store with an empty queue. Once `stopped` has aborted, nothing more is written. `onSuperseded`: another tab writes the queue now. */
export function createQueueStore(storage: QueueStorage, clock: Clock, stopped: AbortSignal, onSuperseded: () => void): QueueStore {
  const itemMap = createItemMap();
  const duplicateFinder = createDuplicateFinder(itemMap.get);
  const listeners = new Set<() => void>();
  const unwritten = new Set<string>();
  const unsaved = new Set<string>();
  let writeAgainMs = WRITE_AGAIN_AFTER_MS;
  let cancelWriting: (() => void) | null = null;
  let queueMeta: QueueMeta = EMPTY_QUEUE;

  const changed = () => listeners.forEach((listener) => listener());
  const set = (patch: Partial<QueueMeta>) => {
    queueMeta = { ...queueMeta, ...patch };
    changed();
  };
  const put = (items: readonly UploadItem[]) => {
    for (const item of items) duplicateFinder.note(item);
    itemMap.put(items);
    changed();
  };
  const warnUncopied = (itemIds: readonly string[]) => set({ uncopied: [...new Set([...queueMeta.uncopied, ...itemIds])] });

  function noteSaved(itemIds: readonly string[], isSaved: boolean): void {
    const before = unsaved.size;
    for (const id of itemIds) {
      if (isSaved) unsaved.delete(id);
      else if (itemMap.get(id)) unsaved.add(id);
    }
    if (isSaved) writeAgainMs = WRITE_AGAIN_AFTER_MS;
    if (unsaved.size !== before) set({ unsaved: [...unsaved] });
    if (unsaved.size === 0) {
      cancelWriting?.();
      cancelWriting = null;
    } else if (cancelWriting === null && !stopped.aborted) {
      cancelWriting = clock.after(writeAgainMs, () => void writeAgain());
      writeAgainMs = Math.min(writeAgainMs * 2, MOST_WRITE_WAIT_MS);
    }
  }

  async function writeAgain(): Promise<void> {
    if (stopped.aborted) return;
    await write([...unsaved]).catch(() => undefined);
    cancelWriting = null;
    noteSaved([], false);
  }

  /** Writes items as they stand. Rejects when some are not on disk. */
  async function write(itemIds: readonly string[]): Promise<void> {
    let problem: UnsavedError | null = null;
    for (let start = 0; start < itemIds.length; start += MOST_AT_ONCE) {
      // As they stand by now: what came of an item in the meantime must not be undone.
      const part = itemIds.slice(start, start + MOST_AT_ONCE).flatMap((id) => itemMap.get(id) ?? []);
      const ids = part.map((item) => item.id);
      try {
        await storage.save(part);
        noteSaved(ids, true);
      } catch (cause) {
        if (cause instanceof SupersededError) onSuperseded();
        noteSaved(ids, false);
        problem = new UnsavedError('The disk of this browser takes no writes.', { cause });
      }
    }
    if (problem !== null) throw problem;
  }

  async function saveSurely(items: readonly UploadItem[]): Promise<void> {
    put(items);
    await write(items.map((item) => item.id));
  }

  const save = (items: readonly UploadItem[]) => saveSurely(items).catch(() => undefined);

  /** Adds what lies on disk to the queue. */
  async function read(): Promise<readonly UploadItem[]> {
    const kept = (await storage.load()).filter(({ id }) => itemMap.get(id) === undefined).map(afterRestart);
    put(kept);
    set({ ready: true, lasts: storage.lasts });
    return kept;
  }

  /** A disk that does not answer is asked again: an empty list would look like a loss. null when it goes on not answering. */
  async function readPatiently(): Promise<readonly UploadItem[] | null> {
    for (let attempt = 1; attempt <= MOST_READS; attempt += 1) {
      try {
        return await read();
      } catch {
        await pause(clock, READ_AGAIN_AFTER_MS);
      }
    }
    return null;
  }

  async function readLater(take: (kept: readonly UploadItem[]) => void): Promise<void> {
    for (;;) {
      await pause(clock, READ_LATER_MS);
      if (stopped.aborted) return;
      const kept = await read().catch(() => null);
      if (kept !== null) return take(kept);
    }
  }

  return {
    itemMap,
    duplicateFinder,
    queueMeta: () => queueMeta,
    set,
    snapshot: () => ({ ...queueMeta, ...itemMap.view() }),
    subscribe: (onChange) => void listeners.add(onChange),
    put,
    save,
    saveSurely,
    saveSoon(item) {
      put([item]);
      unwritten.add(item.id);
      if (unwritten.size > 1) return;
      clock.after(WRITE_TOGETHER_MS, () => {
        const items = [...unwritten].flatMap((id) => itemMap.get(id) ?? []);
        unwritten.clear();
        if (!stopped.aborted) void save(items);
      });
    },
    forget(itemIds) {
      itemIds.forEach(duplicateFinder.forget);
      itemMap.delete(itemIds);
      noteSaved(itemIds, true);
      changed();
      // What stays on disk for want of a working disk is taken off again at the next start.
      void storage.remove(itemIds).catch(() => undefined);
    },
    warnUncopied,
    async load(take) {
      const kept = await readPatiently();
      if (kept !== null) return take(kept);
      set({ ready: true, lasts: false });
      void readLater(take);
    },
  };
}
