import { deleteDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ActionRecord, StoredActionLog } from '#src/jobs-api/action-log.ts';
import { createPageDatabase } from '#src/lib/page-database.ts';
import { withoutSecrets } from './without-secrets.ts';

interface ActionsDb extends DBSchema {
  actions: { key: string; value: ActionRecord & { readonly jobId: string }; indexes: { jobId: string } };
}

/** How many calls are kept of a job; the oldest go first. */
export const MOST_PER_JOB = 200;

const databaseName = (storeName: string) => `assay-actions-${storeName}`;

const openActions = (storeName: string) =>
  createPageDatabase<ActionsDb>({
    name: databaseName(storeName),
    version: 1,
    upgrade: (stored) => void stored.createObjectStore('actions', { keyPath: 'id' }).createIndex('jobId', 'jobId'),
  });

/**
 * The log of what this browser sent, in IndexedDB, one database an account. A create is kept once it is known which job it
 * made. A disk that fails loses lines of the log, and holds up nothing.
 * @param storeName the session's `storeName`
 */
export function storedActionLog(storeName: string): StoredActionLog {
  let log = logs.get(storeName);
  if (log === undefined) {
    log = createStoredActionLog(openActions(storeName));
    logs.set(storeName, log);
  }
  return log;
}

const logs = new Map<string, StoredActionLog>();

function createStoredActionLog(database: ReturnType<typeof openActions>): StoredActionLog {
  return {
    record(record) {
      const { jobId } = record;
      if (jobId !== null) void database.use((db) => keep(db, { ...withoutSecrets(record), jobId })).catch(() => undefined);
    },
    load: async (jobId) => inOrder(await database.use((db) => db.getAllFromIndex('actions', 'jobId', jobId))),
  };
}

async function keep(db: IDBPDatabase<ActionsDb>, record: ActionRecord & { readonly jobId: string }): Promise<void> {
  const transaction = db.transaction('actions', 'readwrite');
  await transaction.store.put(record);
  const all = await transaction.store.index('jobId').getAll(record.jobId);
  const oldest = inOrder(all).slice(0, Math.max(0, all.length - MOST_PER_JOB));
  await Promise.all([...oldest.map(({ id }) => transaction.store.delete(id)), transaction.done]);
}

/** Removes what is kept of an account. */
export function clearActions(storeName: string): Promise<void> {
  return deleteDB(databaseName(storeName));
}

function inOrder<T extends ActionRecord>(records: readonly T[]): readonly T[] {
  return records.toSorted((a, b) => a.sentAt - b.sentAt);
}
