import { openDB, type DBSchema } from 'idb';
import { bytesKey, type UploadItem } from './item.ts';
import type { QueueStorage } from './queue-storage.ts';

interface QueueDb extends DBSchema {
  items: { key: string; value: UploadItem };
  bytes: { key: string; value: Blob };
}

/**
 * The queue in IndexedDB, one database an account, so that no account ever sees another's files.
 * @param account the session's fingerprint of platform and key
 */
export async function openQueueStorage(account: string): Promise<QueueStorage> {
  const db = await openDB<QueueDb>(`assay-upload-${account}`, 1, {
    upgrade(database) {
      database.createObjectStore('items', { keyPath: 'id' });
      database.createObjectStore('bytes');
    },
  });
  // Strict: a step that was answered must survive a power cut, or it would be paid for twice.
  const write = <const S extends 'items' | 'bytes'>(stores: S[]) => db.transaction(stores, 'readwrite', { durability: 'strict' });
  return {
    load: () => db.getAll('items'),
    async save(items) {
      const transaction = write(['items']);
      const store = transaction.objectStore('items');
      await Promise.all([...items.map((item) => store.put(item)), transaction.done]);
    },
    async remove(itemIds) {
      const transaction = write(['items', 'bytes']);
      const items = transaction.objectStore('items');
      const bytes = transaction.objectStore('bytes');
      await Promise.all([...itemIds.flatMap((id) => [items.delete(id), bytes.delete(bytesOf(id))]), transaction.done]);
    },
    async saveBytes(key, blob) {
      await db.put('bytes', blob, key);
    },
    async loadBytes(key) {
      return (await db.get('bytes', key)) ?? null;
    },
    async removeBytes(itemId) {
      await db.delete('bytes', bytesOf(itemId));
    },
  };
}

function bytesOf(itemId: string): IDBKeyRange {
  return IDBKeyRange.bound(bytesKey(itemId, 'original'), bytesKey(itemId, 'reference'));
}
