import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { prepareDataDir } from './data-dir.ts';
import { DataDirError, explainDataDirErrors } from './data-dir-error.ts';

/** Times are ms epoch. Job ids are never given out twice, so that an old link cannot open a new job. */
const SCHEMA = `
  CREATE TABLE secret (value TEXT NOT NULL) STRICT;
  CREATE TABLE account (tenant TEXT PRIMARY KEY, balance INTEGER NOT NULL) STRICT;
  CREATE TABLE job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    task_type_id INTEGER NOT NULL,
    parameters TEXT NOT NULL,
    cost INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    queued_at INTEGER,
    starts_at INTEGER,
    ends_at INTEGER,
    failure TEXT,
    cancelled_at INTEGER
  ) STRICT;
  CREATE INDEX job_of_tenant ON job (tenant, id);
  CREATE TABLE input (
    job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
    slot TEXT NOT NULL,
    file_name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    stored_as TEXT,
    sha256 TEXT,
    PRIMARY KEY (job_id, slot)
  ) STRICT;
  PRAGMA user_version = 1;
`;

/** What version 2 adds: attempts by Idempotency-Key, what clients note on a job, workers that fail, pages of a PDF. */
const VERSION_2 = `
  CREATE TABLE attempt (tenant TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, job_id INTEGER NOT NULL, PRIMARY KEY (tenant, key)) STRICT;
  ALTER TABLE job ADD COLUMN worker_error TEXT;
  ALTER TABLE job ADD COLUMN external TEXT NOT NULL DEFAULT '{}';
  ALTER TABLE input ADD COLUMN page_count INTEGER;
  PRAGMA user_version = 2;
`;
const VERSION = 2;

/**
 * Opens the sandbox's database under `dataDir`, and makes both at the first start. A commit is on the disk before it
 * returns: neither a kill nor a power cut loses what was answered.
 * @throws {DataDirError} when the folder cannot be written, or the database is damaged, locked or of a newer version.
 */
export function openDatabase(dataDir: string): DatabaseSync {
  prepareDataDir(dataDir);
  return explainDataDirErrors(() => {
    const database = new DatabaseSync(join(dataDir, 'sandbox.sqlite'), { timeout: 5000 });
    try {
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
      makeSchema(database);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

function makeSchema(database: DatabaseSync): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version > VERSION) throw new DataDirError(`its database sandbox.sqlite is of version ${version}, from a newer Assay; this one reads version ${VERSION}`);
  if (version < VERSION) {
    inTransaction(database, () => {
      if (version === 0) {
        database.exec(SCHEMA);
        database.prepare('INSERT INTO secret (value) VALUES (?)').run(randomBytes(32).toString('hex'));
      }
      database.exec(VERSION_2);
    });
  }
  const damage = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (damage !== 'ok') throw new DataDirError(`its database sandbox.sqlite is damaged (${String(damage).split('\n').at(-1)}): put a backup in its place, or move it away to start anew`);
}

/** The key of presigned URLs; kept in the database, so that they outlive a restart. */
export function presignSecret(database: DatabaseSync): string {
  return String(database.prepare('SELECT value FROM secret').get()?.['value']);
}

/** Runs `work` so that all of its changes are kept or, when it throws, none. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
