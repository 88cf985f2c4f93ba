import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import { createPageDatabase, type PageDatabase } from '#src/lib/page-database.ts';
import { createGroupCommit, type GroupedWrite } from '#src/lib/group-commit.ts';
import type { UploadRecord } from '../model/upload-record.ts';
import type { UploadItem } from '../model/item.ts';
import { withTaskTypeKey } from '../model/task-type-kept.ts';

/** What is known of bytes that stay in this browser after their upload. They lie in `bytes` under `key`. */
export interface KeptMedia {
  readonly jobId: string;
  readonly itemId: string;
  readonly key: string;
  readonly name: string;
  readonly contentType: string;
  /** Bytes. */
  readonly sizeBytes: number;
  /** ms epoch. */
  readonly keptAt: number;
}

/** The stores of one account. */
export interface QueueSchema extends DBSchema {
  items: { key: string; value: UploadItem };
  /** By slot, see `bytesKey`: a copy, or a handle to the file itself where no copy could be made. */
  bytes: { key: string; value: Blob | FileSystemFileHandle };
  evidence: { key: string; value: UploadRecord; indexes: { sha256: string; sizeBytes: number } };
  kept: { key: string; value: KeptMedia; indexes: { keptAt: number; itemId: string } };
  /** JPEG by job id; as plain bytes, since the browser makes a file of its own for each blob. */
  thumbnails: { key: string; value: ArrayBuffer };
  /** Under `LEADER_KEY`: which page loaded the items last, and so is the only one to write them. */
  leader: { key: string; value: string };
}

/** An open connection to the database of an account. */
export type QueueDb = IDBPDatabase<QueueSchema>;

/** The one key of `leader`. */
export const LEADER_KEY = 'leader';

type StoreName = 'items' | 'bytes' | 'evidence' | 'kept' | 'thumbnails' | 'leader';

/** A transaction that writes to some of the stores. */
export type QueueWrites<Names extends readonly StoreName[]> = IDBPTransaction<QueueSchema, Names, 'readwrite'>;

const VERSION = 5;
const SEARCH_TOGETHER_MS = 20;

/**
 * The database of an account, so that no account ever sees another's files.
 * @param storeName the session's `storeName`
 */
export function createQueueDatabase(storeName: string): PageDatabase<QueueSchema> {
  return createPageDatabase<QueueSchema>({
    name: `assay-upload-${storeName}`,
    version: VERSION,
    upgrade(stored, before) {
      stored.createObjectStore('leader');
      if (before === 4) return;
      // No released version wrote another shape: what a development build left is not worth reading.
      for (const name of stored.objectStoreNames) if (name !== 'leader') stored.deleteObjectStore(name);
      stored.createObjectStore('items', { keyPath: 'id' });
      stored.createObjectStore('bytes');
      const evidence = stored.createObjectStore('evidence', { keyPath: 'jobId' });
      evidence.createIndex('sha256', 'sha256');
      evidence.createIndex('sizeBytes', 'sizeBytes');
      const kept = stored.createObjectStore('kept', { keyPath: 'jobId' });
      kept.createIndex('keptAt', 'keptAt');
      kept.createIndex('itemId', 'itemId');
      stored.createObjectStore('thumbnails');
    },
  });
}

/** Opens the database for one piece of work, and closes it again. */
export async function withQueueDb<T>(storeName: string, work: (database: QueueDb) => Promise<T>): Promise<T> {
  const database = createQueueDatabase(storeName);
  try {
    return await database.use(work);
  } finally {
    database.close();
  }
}

/**
 * Makes writes to some of the stores that share their transactions.
 * @param options `strict` durability where what was written must survive a power cut; `gatherMs` as of {@link createGroupCommit}
 */
export function groupWrites<const Names extends readonly StoreName[]>(
  database: PageDatabase<QueueSchema>,
  names: Names,
  { durability = 'default', gatherMs = 0 }: { readonly durability?: IDBTransactionDurability; readonly gatherMs?: number },
): (write: GroupedWrite<QueueWrites<Names>>) => Promise<void> {
  return createGroupCommit(
    (writes) =>
      database.use(async (db) => {
        const transaction = db.transaction(names, 'readwrite', { durability });
        await Promise.all([...writes.flatMap((write) => write(transaction)), transaction.done]);
      }),
    gatherMs,
  );
}

/** Makes a search for the evidence of some bytes, by their SHA-256; those that come together share a transaction. */
export function groupEvidenceSearches(database: PageDatabase<QueueSchema>): (sha256: string) => Promise<UploadRecord[]> {
  const search = createGroupCommit<IDBPTransaction<QueueSchema, readonly ['evidence']>>(
    (searches) =>
      database.use(async (db) => {
        const transaction = db.transaction(['evidence'] as const);
        await Promise.all([...searches.flatMap((one) => one(transaction)), transaction.done]);
      }),
    SEARCH_TOGETHER_MS,
  );
  return async (sha256) => {
    let found: UploadRecord[] = [];
    const look = async (index: { getAll(query: string): Promise<UploadRecord[]> }) => {
      found = (await index.getAll(sha256)).map(withTaskTypeKey);
    };
    await search((transaction) => [look(transaction.objectStore('evidence').index('sha256'))]);
    return found;
  };
}
