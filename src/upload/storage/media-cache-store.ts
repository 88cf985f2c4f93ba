import { bytesKey } from '../model/item.ts';
import type { GroupedWrite } from '#src/lib/group-commit.ts';
import type { PageDatabase } from '#src/lib/page-database.ts';
import type { QueueDb, QueueSchema, QueueWrites } from './queue-db.ts';
import type { QueueStorage } from './queue-storage.ts';

/** The media that stay in this browser after their upload. They never take room that the queue needs. */
export interface MediaCacheStore {
  readonly keep: QueueStorage['keepMedia'];
  /** Drops the oldest until `bytes` more have room; false when there was nothing to drop. */
  readonly makeRoom: (bytes: number) => Promise<boolean>;
}

// The rest of the disk share belongs to uploads, and to other features.
const SHARE_OF_QUOTA = 0.25;

type KeepsakeWrites = QueueWrites<readonly ['evidence', 'thumbnails', 'bytes', 'kept']>;

/**
 * Makes the media cache of a database.
 * @param write writes to its `bytes` and `kept`, together with others
 */
export function createMediaCacheStore(database: PageDatabase<QueueSchema>, write: (write: GroupedWrite<KeepsakeWrites>) => Promise<void>): MediaCacheStore {
  let total: Promise<number> | null = null;
  let share: Promise<number> | null = null;
  const totalBytes = () => (total ??= database.use((db) => db.getAll('kept')).then((all) => all.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)));
  const shareBytes = () => (share ??= quotaBytes().then((quota) => quota * SHARE_OF_QUOTA));
  const count = (bytes: number) => {
    total = totalBytes().then((sum) => sum + bytes);
  };

  /** Drops the oldest until `bytes` were freed; resolves to how many were. */
  async function drop(bytes: number): Promise<number> {
    const freed = await database.use((db) => dropOldest(db, bytes));
    count(-freed);
    return freed;
  }

  return {
    async keep({ jobId, item, now }) {
      // Asked for before anything is added, so that nothing counts twice.
      void totalBytes();
      const { id: itemId, name, contentType, sizeBytes } = item;
      const key = bytesKey(itemId, 'original');
      let isStored = false;
      const turn = async (transaction: KeepsakeWrites) => {
        const bytes = transaction.objectStore('bytes');
        isStored = (await bytes.getKey(key)) !== undefined;
        if (isStored) await transaction.objectStore('kept').put({ jobId, itemId, key, name, contentType, sizeBytes, keptAt: now });
      };
      await write((transaction) => [turn(transaction)]);
      if (!isStored) return;
      count(sizeBytes);
      const over = (await totalBytes()) - (await shareBytes());
      if (over > 0) await drop(over);
    },
    makeRoom: async (bytes) => (await drop(Math.max(1, bytes))) > 0,
  };
}

async function dropOldest(db: QueueDb, bytes: number): Promise<number> {
  const transaction = db.transaction(['kept', 'bytes'], 'readwrite');
  const kept = transaction.objectStore('kept');
  let freed = 0;
  for (const { jobId, itemId, key, sizeBytes } of await kept.index('keptAt').getAll()) {
    if (freed >= bytes) break;
    freed += sizeBytes;
    await Promise.all([kept.delete(jobId), ...[key, bytesKey(itemId, 'reference')].map((each) => transaction.objectStore('bytes').delete(each))]);
  }
  await transaction.done;
  return freed;
}

// Over plain http from another machine nothing tells how much room there is: a gigabyte is a fraction of any disk.
const ASSUMED_QUOTA_BYTES = 1024 ** 3;

async function quotaBytes(): Promise<number> {
  const storage: StorageManager | undefined = navigator.storage;
  if (!storage) return ASSUMED_QUOTA_BYTES;
  return storage.estimate().then(({ quota = 0 }) => quota, () => 0);
}
