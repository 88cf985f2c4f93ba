import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { DataDirError, explainDataDirErrors } from './data-dir-error.ts';

/** Held by the one server that may write to a data folder. */
export interface DataDirLock {
  release(): void;
}

/** ms to wait for another start that is taking the lock right now. */
const TAKING_MS = 1000;
const BUSY = 5;

/**
 * Takes the lock of a data folder. It is SQLite's write lock on a database of its own, so that the operating system
 * frees it with the process, however that ends; who holds it stands in the database, which others can read meanwhile.
 * @throws {DataDirError} when another server holds it; says which, and since when.
 */
export function lockDataDir(dataDir: string): DataDirLock {
  return explainDataDirErrors(() => {
    const database = new DatabaseSync(join(dataDir, 'server-lock.sqlite'), { timeout: TAKING_MS });
    try {
      take(database);
    } catch (error) {
      const holder = isBusy(error) ? holderIn(database) : null;
      database.close();
      throw isBusy(error) ? new DataDirError(`another server uses this folder (${holder ?? 'it is only starting'}): end that one, or set DATA_DIR to another folder`) : error;
    }
    return { release: () => database.close() };
  });
}

function take(database: DatabaseSync): void {
  // The write lock of a rollback journal lets others read; it is given up with the first transaction and taken again.
  database.exec('BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS holder (pid INTEGER, host TEXT, since TEXT); DELETE FROM holder;');
  database.prepare('INSERT INTO holder VALUES (?, ?, ?)').run(process.pid, hostname(), new Date().toISOString());
  database.exec('COMMIT; BEGIN IMMEDIATE;');
}

function holderIn(database: DatabaseSync): string | null {
  const row = database.prepare('SELECT * FROM holder').get();
  return row ? `process ${String(row['pid'])} on ${String(row['host'])}, since ${String(row['since'])}` : null;
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && Number(error.errcode) % 256 === BUSY;
}
