import type { UploadEvidence } from '../model/upload-record.ts';
import { bytesKey, type UploadItem } from '../model/item.ts';
import type { QueueStorage } from '../storage/queue-storage.ts';
import { nextTask } from '#src/lib/yield-to-main.ts';

/** A disk that outlives its pages. What a page has not been told is written may be lost when it dies. */
export interface ModelDisk {
  /** Opens the disk for one page; nothing is written any more once `dead` has aborted. */
  open(dead: AbortSignal): QueueStorage;
  /** Refuses this many of the next writes of items, and the next read: the disk is full, or its database was closed. */
  readonly fail: (writes: number) => void;
}

function refuse(): never {
  throw new DOMException('The disk takes no writes.', 'QuotaExceededError');
}

/** Makes an empty disk. */
export function createModelDisk(): ModelDisk {
  const items = new Map<string, UploadItem>();
  const bytes = new Map<string, Blob>();
  const evidence = new Map<string, UploadEvidence>();
  const kept = new Set<string>();
  let failingWrites = 0;
  let failingReads = 0;
  return {
    fail(count) {
      failingWrites = count;
      failingReads = 1;
    },
    open(dead) {
      const write = async (work: () => void) => {
        await nextTask();
        // A dead page neither writes nor hears that it has written.
        if (dead.aborted) return new Promise<never>(() => {});
        work();
      };
      return {
        lasts: true,
        load: async () => (failingReads-- > 0 ? refuse() : [...items.values()].map((item) => structuredClone(item)).toSorted((a, b) => a.id.localeCompare(b.id))),
        save: (changed) => write(() => {
          if (failingWrites > 0) {
            failingWrites -= 1;
            refuse();
          }
          for (const item of changed) items.set(item.id, structuredClone(item));
        }),
        remove: (itemIds) => write(() => itemIds.forEach((id) => items.delete(id))),
        saveBytes: (key, blob) => write(() => void (blob instanceof Blob && bytes.set(key, blob))),
        loadBytes: async (key) => bytes.get(key) ?? null,
        saveEvidence: (record) => write(() => void evidence.set(record.jobId, record)),
        findEvidence: async (sha256) => [...evidence.values()].filter((record) => record.sha256 === sha256),
        knowsSize: async (sizeBytes) => [...evidence.values()].some((record) => record.sizeBytes === sizeBytes),
        removeBytes: (itemIds) => write(() => itemIds.filter((id) => !kept.has(id)).forEach((id) => bytes.delete(bytesKey(id, 'original')))),
        keepMedia: ({ item }) => write(() => void kept.add(item.id)),
        saveThumbnail: () => write(() => undefined),
        close: () => undefined,
      };
    },
  };
}
