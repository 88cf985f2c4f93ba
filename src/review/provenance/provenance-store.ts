import type { DBSchema, IDBPDatabase } from 'idb';
import { createPageDatabase } from '#src/lib/page-database.ts';
import type { Provenance } from './provenance.ts';

interface ProvenanceDb extends DBSchema {
  provenance: { key: string; value: Provenance };
}

/** What was read of a job's file; null when nothing was. `storeName` is the session's. */
export async function loadProvenance(storeName: string, jobId: string): Promise<Provenance | null> {
  return inDb(storeName, async (db) => (await db.get('provenance', jobId)) ?? null);
}

/** Keeps what was read of a job's file, in the place of what was read before. */
export async function saveProvenance(storeName: string, jobId: string, provenance: Provenance): Promise<void> {
  await inDb(storeName, (db) => db.put('provenance', provenance, jobId));
}

async function inDb<T>(storeName: string, use: (db: IDBPDatabase<ProvenanceDb>) => Promise<T>): Promise<T> {
  const database = createPageDatabase<ProvenanceDb>({ name: `assay-provenance-${storeName}`, version: 1, upgrade: (made) => void made.createObjectStore('provenance') });
  try {
    return await database.use(use);
  } finally {
    database.close();
  }
}
