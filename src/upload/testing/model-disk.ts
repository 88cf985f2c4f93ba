import type { UploadRecord } from '../model/upload-record.ts';
import { bytesKey, type UploadItem } from '../model/item.ts';
import type { QueueStorage } from '../storage/queue-storage.ts';
import { SupersededError } from '../model/transfer-error.ts';
import { yieldToMain } from '#src/lib/yield-to-main.ts';

/** A disk that outlives its pages. What a page has not been told is written may be lost when it dies. */
export interface ModelDisk {
  /** Opens the disk for one page; nothing is written any more once `dead` has aborted. `awake` resolves once the page runs. */
  open(dead: AbortSignal, awake?: () => Promise<void>): QueueStorage;
  /** Refuses this many of the next writes of items, and the next read: the disk is full. */
  readonly fail: (writes: number) => void;
  /** The connection of the database is lost: this many of the next calls are refused, whatever they are, then it is open again. Every other write was made all the same. */
  readonly loseConnection: (calls: number) => void;
}

function refuse(): never {
  throw new DOMException('The disk takes no writes.', 'QuotaExceededError');
}

/**
 * Makes an empty disk.
 * @param note where it tells what truly happened
 */
export function createModelDisk(note: (what: string) => void = () => undefined): ModelDisk {
  const items = new Map<string, UploadItem>();
  const bytes = new Map<string, Blob>();
  const evidence = new Map<string, UploadRecord>();
  const kept = new Set<string>();
  let leader: symbol | null = null;
  let failingWrites = 0;
  let failingReads = 0;
  let failingCalls = 0;
  return {
    fail(count) {
      failingWrites = count;
      failingReads = 1;
    },
    loseConnection(calls) {
      failingCalls = calls;
    },
    open(dead, awake = async () => undefined) {
      const me = Symbol('page');
      let hasClaimed = false;
      const call = async <T>(work: () => T): Promise<T> => {
        await awake();
        await yieldToMain();
        // A dead page neither writes nor hears that it has written.
        if (dead.aborted) return new Promise<never>(() => {});
        if (failingCalls > 0) {
          failingCalls -= 1;
          note('database closed');
          if (failingCalls % 2 === 1) work();
          throw new DOMException('The database connection is closing.', 'InvalidStateError');
        }
        const answer = work();
        await awake();
        return answer;
      };
      const checkLeader = () => {
        if (!hasClaimed || leader === null || leader === me) return;
        note('write of a page that leads no more');
        throw new SupersededError('Another tab has taken the queue over.');
      };
      return {
        lasts: true,
        load: () => call(() => {
          if (failingReads > 0) {
            failingReads -= 1;
            note('disk read refused');
            refuse();
          }
          leader = me;
          hasClaimed = true;
          return [...items.values()].map((item) => structuredClone(item)).toSorted((a, b) => a.id.localeCompare(b.id));
        }),
        save: (changed) => call(() => {
          checkLeader();
          if (failingWrites > 0) {
            failingWrites -= 1;
            note('disk full');
            refuse();
          }
          for (const item of changed) items.set(item.id, structuredClone(item));
        }),
        remove: (itemIds) => call(() => {
          checkLeader();
          itemIds.forEach((id) => items.delete(id));
        }),
        saveBytes: (key, blob) => call(() => void (blob instanceof Blob && bytes.set(key, blob))),
        loadBytes: (key) => call(() => bytes.get(key) ?? null),
        saveEvidence: (record) => call(() => void evidence.set(record.jobId, record)),
        findEvidence: (sha256) => call(() => [...evidence.values()].filter((record) => record.sha256 === sha256)),
        knowsSize: (sizeBytes) => call(() => [...evidence.values()].some((record) => record.sizeBytes === sizeBytes)),
        removeBytes: (itemIds) => call(() => itemIds.filter((id) => !kept.has(id)).forEach((id) => bytes.delete(bytesKey(id, 'original')))),
        keepMedia: ({ item }) => call(() => void kept.add(item.id)),
        saveThumbnail: () => call(() => undefined),
        close: () => undefined,
      };
    },
  };
}
