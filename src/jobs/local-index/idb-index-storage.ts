import { deleteDB, openDB, type DBSchema } from 'idb';
import type { StoredChunk } from './chunk.ts';
import type { IndexMeta, IndexStorage } from './index-storage.ts';

interface IndexDb extends DBSchema {
  meta: { key: string; value: IndexMeta };
  chunks: { key: number; value: StoredChunk };
}

const META_KEY = 'meta';

/**
 * The index in IndexedDB, one database an account: another key or server never shows another's jobs.
 * @param account the session's fingerprint of platform and key
 */
export async function openIndexStorage(account: string): Promise<IndexStorage> {
  const db = await openDB<IndexDb>(databaseOf(account), 1, {
    upgrade(database) {
      database.createObjectStore('meta');
      database.createObjectStore('chunks', { keyPath: 'number' });
    },
    // Another tab clears the index: it must not wait for this one.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
  return {
    async load() {
      const transaction = db.transaction(['meta', 'chunks']);
      const [meta, chunks] = await Promise.all([transaction.objectStore('meta').get(META_KEY), transaction.objectStore('chunks').getAll()]);
      return meta === undefined ? null : { meta, chunks };
    },
    revision: async () => (await db.get('meta', META_KEY))?.revision ?? 0,
    // Relaxed: what a power cut takes is read from the platform again.
    async save(meta, chunks) {
      const transaction = db.transaction(['meta', 'chunks'], 'readwrite', { durability: 'relaxed' });
      const store = transaction.objectStore('chunks');
      await Promise.all([transaction.objectStore('meta').put(meta, META_KEY), ...chunks.map((chunk) => store.put(chunk)), transaction.done]);
    },
    close: () => db.close(),
  };
}

/** Removes what this browser keeps of an account's jobs; they are read again when the jobs page is next opened. */
export function clearJobIndex(account: string): Promise<void> {
  return deleteDB(databaseOf(account));
}

function databaseOf(account: string): string {
  return `assay-jobs-${account}`;
}
