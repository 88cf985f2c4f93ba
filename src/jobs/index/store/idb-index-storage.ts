import { deleteDB, type DBSchema } from 'idb';
import { createPageDatabase } from '#src/lib/page-database.ts';
import type { StoredChunk } from './chunk.ts';
import type { IndexMeta, IndexStorage } from './index-storage.ts';

interface IndexDb extends DBSchema {
  meta: { key: string; value: IndexMeta };
  chunks: { key: number; value: StoredChunk };
}

const META_KEY = 'meta';

/**
 * The index in IndexedDB, one database an account: another key or server never shows another's jobs.
 * @param storeName the session's `storeName`
 */
export async function openIndexStorage(storeName: string): Promise<IndexStorage> {
  const database = createPageDatabase<IndexDb>({
    name: databaseOf(storeName),
    version: 1,
    upgrade(stored) {
      stored.createObjectStore('meta');
      stored.createObjectStore('chunks', { keyPath: 'number' });
    },
  });
  // Whether there is a disk at all is known once it was opened.
  await database.use(async () => undefined);
  return {
    load: () =>
      database.use(async (db) => {
        const transaction = db.transaction(['meta', 'chunks']);
        const [meta, chunks] = await Promise.all([transaction.objectStore('meta').get(META_KEY), transaction.objectStore('chunks').getAll()]);
        return meta === undefined ? null : { meta, chunks };
      }),
    revision: async () => (await database.use((db) => db.get('meta', META_KEY)))?.revision ?? 0,
    save: (meta, chunks) =>
      database.useNow(async (db) => {
        // Relaxed: what a power cut takes is read from the platform again.
        const transaction = db.transaction(['meta', 'chunks'], 'readwrite', { durability: 'relaxed' });
        const store = transaction.objectStore('chunks');
        await Promise.all([transaction.objectStore('meta').put(meta, META_KEY), ...chunks.map((chunk) => store.put(chunk)), transaction.done]);
      }),
    close: database.close,
  };
}

/** Removes what this browser keeps of an account's jobs; they are read again when the jobs page is next opened. */
export function clearJobIndex(storeName: string): Promise<void> {
  return deleteDB(databaseOf(storeName));
}

function databaseOf(storeName: string): string {
  return `assay-jobs-${storeName}`;
}
