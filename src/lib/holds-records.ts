import { openDB } from 'idb';

/** Whether an IndexedDB database holds any record at all. Call it for one that is there: another one would be made, empty. */
export async function holdsRecords(name: string): Promise<boolean> {
  const database = await openDB(name, undefined, {
    // Another tab must not wait for this look.
    blocking: (_current, _blocked, event) => event.target instanceof IDBDatabase && event.target.close(),
  });
  try {
    const stores = [...database.objectStoreNames];
    if (stores.length === 0) return false;
    const transaction = database.transaction(stores);
    const counts = await Promise.all(stores.map((store) => transaction.objectStore(store).count()));
    return counts.some((count) => count > 0);
  } finally {
    database.close();
  }
}
