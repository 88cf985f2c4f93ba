import type { UploadRecord } from '../model/upload-record.ts';
import { createMediaCacheStore } from './media-cache-store.ts';
import { bytesKey, needsBytes, type UploadItem } from '../model/item.ts';
import { LEADER_KEY, createQueueDatabase, groupEvidenceSearches, groupWrites, type QueueDb, type QueueWrites } from './queue-db.ts';
import type { QueueStorage } from './queue-storage.ts';
import { randomId } from '#src/lib/random-id.ts';
import { SupersededError } from '../model/transfer-error.ts';
import { readStoredBytes } from './stored-bytes.ts';
import { withTaskTypeKey } from '../model/task-type-kept.ts';

// Thousands of requests made in one go would hold the page up.
const MOST_AT_ONCE = 200;
// What is kept of a file that was sent is nothing that anything waits for.
const KEEP_TOGETHER_MS = 200;

/**
 * The queue in IndexedDB, one database an account.
 * @param storeName the session's `storeName`
 */
export async function openQueueStorage(storeName: string): Promise<QueueStorage> {
  const database = createQueueDatabase(storeName);
  // Whether there is a disk at all is known once it was opened.
  await database.use(async () => undefined);
  // A step that was answered must survive a power cut, or it would be paid for twice.
  const writeItems = groupWrites(database, ['items', 'leader'], { durability: 'strict' });
  const writeBytes = groupWrites(database, ['bytes'], {});
  const writeKeepsakes = groupWrites(database, ['evidence', 'thumbnails', 'bytes', 'kept'], { gatherMs: KEEP_TOGETHER_MS });
  const cacheStore = createMediaCacheStore(database, writeKeepsakes);
  const search = groupEvidenceSearches(database);
  // On its way to the disk: a file that is added again in that moment is known all the same.
  const arriving = new Set<UploadRecord>();
  // A page without a claim writes all the same: it never saw what another one could have changed.
  const me = randomId();
  let hasClaimed = false;
  return {
    lasts: true,
    load: () =>
      database.use(async (db) => {
        const transaction = db.transaction(['items', 'leader'], 'readwrite');
        const [kept] = await Promise.all([transaction.objectStore('items').getAll(), transaction.objectStore('leader').put(me, LEADER_KEY), transaction.done]);
        hasClaimed = true;
        const items = kept.map(withTaskTypeKey);
        // Tidying up must never come between a person and the queue.
        void sweepBytes(db, items).catch(() => undefined);
        return items;
      }),
    save: (items) => writeItems((transaction) => [...(hasClaimed ? [checkLeader(transaction, me)] : []), ...items.map((item) => transaction.objectStore('items').put(item))]),
    remove: (itemIds) => writeItems((transaction) => [...(hasClaimed ? [checkLeader(transaction, me)] : []), ...itemIds.map((id) => transaction.objectStore('items').delete(id))]),
    async saveBytes(key, bytes) {
      const write = () => writeBytes((transaction) => [transaction.objectStore('bytes').put(bytes, key)]);
      try {
        await write();
      } catch (error) {
        if (!(await cacheStore.makeRoom(bytes instanceof Blob ? bytes.size : 0))) throw error;
        await write();
      }
    },
    loadBytes: async (key) => readStoredBytes(await database.use((db) => db.get('bytes', key))),
    async removeBytes(itemIds) {
      for (let start = 0; start < itemIds.length; start += MOST_AT_ONCE) await database.use((db) => removeBytes(db, itemIds.slice(start, start + MOST_AT_ONCE)));
    },
    keepMedia: cacheStore.keep,
    saveEvidence(evidence) {
      arriving.add(evidence);
      return writeKeepsakes((transaction) => [transaction.objectStore('evidence').put(evidence)]).finally(() => arriving.delete(evidence));
    },
    async saveThumbnail(jobId, picture) {
      const bytes = await picture.arrayBuffer();
      await writeKeepsakes((transaction) => [transaction.objectStore('thumbnails').put(bytes, jobId)]);
    },
    async findEvidence(sha256) {
      const latest = new Map([...arriving].filter((evidence) => evidence.sha256 === sha256).map((evidence) => [evidence.jobId, evidence]));
      const stored = await search(sha256);
      return [...stored.filter(({ jobId }) => !latest.has(jobId)), ...latest.values()];
    },
    knowsSize: async (sizeBytes) => [...arriving].some((evidence) => evidence.sizeBytes === sizeBytes) || (await database.use((db) => db.countFromIndex('evidence', 'sizeBytes', sizeBytes))) > 0,
    close: database.close,
  };
}

/**
 * A lock can be lost unawares (a page that is put aside and comes back): what decides is the disk. Undoes the transaction and throws
 * `SupersededError` when another page has loaded the items since.
 */
async function checkLeader(transaction: QueueWrites<readonly ['items', 'leader']>, me: string): Promise<void> {
  const leader = await transaction.objectStore('leader').get(LEADER_KEY);
  if (leader === undefined || leader === me) return;
  transaction.abort();
  throw new SupersededError('Another tab has taken the queue over.');
}

async function removeBytes(db: QueueDb, itemIds: readonly string[]): Promise<void> {
  const transaction = db.transaction(['bytes', 'kept'], 'readwrite');
  const bytes = transaction.objectStore('bytes');
  const keptItems = transaction.objectStore('kept').index('itemId');
  const forget = async (itemId: string) => {
    if ((await keptItems.getKey(itemId)) !== undefined) return;
    await Promise.all([bytes.delete(bytesKey(itemId, 'reference')), bytes.delete(bytesKey(itemId, 'original'))]);
  };
  await Promise.all([...itemIds.map(forget), transaction.done]);
}

/**
 * Drops bytes that nothing needs: a page that died between two writes leaves some behind. The transaction begins with the
 * call, so that it never sees what is written afterwards.
 */
async function sweepBytes(db: QueueDb, items: readonly UploadItem[]): Promise<void> {
  const transaction = db.transaction(['bytes', 'kept'], 'readwrite');
  const bytes = transaction.objectStore('bytes');
  const [kept, keys] = await Promise.all([transaction.objectStore('kept').getAll(), bytes.getAllKeys()]);
  const needed = new Set(items.filter(needsBytes).flatMap(({ id }) => [bytesKey(id, 'original'), bytesKey(id, 'reference')]));
  for (const { key, itemId } of kept) needed.add(key).add(bytesKey(itemId, 'reference'));
  await Promise.all([...keys.filter((key) => !needed.has(key)).map((key) => bytes.delete(key)), transaction.done]);
}
