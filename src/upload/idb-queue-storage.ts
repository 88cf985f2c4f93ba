import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { UploadEvidence } from './evidence.ts';
import { bytesKey, type UploadItem } from './item.ts';
import type { QueueStorage } from './queue-storage.ts';

interface QueueDb extends DBSchema {
  items: { key: string; value: UploadItem };
  bytes: { key: string; value: Blob };
  evidence: { key: string; value: UploadEvidence; indexes: { sha256: string } };
}

function openQueueDb(account: string): Promise<IDBPDatabase<QueueDb>> {
  return openDB<QueueDb>(`assay-upload-${account}`, 1, {
    upgrade(database) {
      database.createObjectStore('items', { keyPath: 'id' });
      database.createObjectStore('bytes');
      database.createObjectStore('evidence', { keyPath: 'jobId' }).createIndex('sha256', 'sha256');
    },
  });
}

/**
 * The queue in IndexedDB, one database an account, so that no account ever sees another's files.
 * @param account the session's fingerprint of platform and key
 */
export async function openQueueStorage(account: string): Promise<QueueStorage> {
  const db = await openQueueDb(account);
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
    async saveEvidence(evidence) {
      await db.put('evidence', evidence);
    },
    findEvidence: (sha256) => db.getAllFromIndex('evidence', 'sha256', sha256),
  };
}

/** What this browser knows of the file of a job; null when it was uploaded elsewhere. */
export async function loadEvidence(account: string, jobId: string): Promise<UploadEvidence | null> {
  const db = await openQueueDb(account);
  const found = await db.get('evidence', jobId);
  db.close();
  return found ?? null;
}

function bytesOf(itemId: string): IDBKeyRange {
  return IDBKeyRange.bound(bytesKey(itemId, 'original'), bytesKey(itemId, 'reference'));
}
