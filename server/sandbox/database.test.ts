import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { openDatabase } from './database.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';

/** A database as version 1 left it: written out here, so that a change of today's schema cannot change it. */
const VERSION_1 = `
  CREATE TABLE secret (value TEXT NOT NULL) STRICT;
  CREATE TABLE account (tenant TEXT PRIMARY KEY, balance INTEGER NOT NULL) STRICT;
  CREATE TABLE job (
    id INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT NOT NULL, task_type_id INTEGER NOT NULL, parameters TEXT NOT NULL, cost INTEGER NOT NULL,
    created_at INTEGER NOT NULL, queued_at INTEGER, starts_at INTEGER, ends_at INTEGER, failure TEXT, cancelled_at INTEGER
  ) STRICT;
  CREATE INDEX job_of_tenant ON job (tenant, id);
  CREATE TABLE input (
    job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE, slot TEXT NOT NULL, file_name TEXT NOT NULL, content_type TEXT NOT NULL,
    size_bytes INTEGER NOT NULL, stored_as TEXT, sha256 TEXT, PRIMARY KEY (job_id, slot)
  ) STRICT;
  PRAGMA user_version = 1;
  INSERT INTO secret VALUES ('kept');
  INSERT INTO account VALUES ('sandbox', 77);
  INSERT INTO job VALUES (3140, 'sandbox', 1, 'null', 1, 1000, 2000, 3000, 4000, NULL, NULL);
  INSERT INTO job VALUES (3141, 'sandbox', 1, 'null', 1, 5000, 6000, 7000, 8000, 'The media could not be decoded.', NULL);
  INSERT INTO job VALUES (3142, 'sandbox', 1, 'null', 1, 9000, NULL, NULL, NULL, NULL, NULL);
  INSERT INTO input SELECT id, 'original', 'fake-' || id || '.jpg', 'image/jpeg', 10, NULL, iif(queued_at IS NULL, NULL, 'abc') FROM job;
`;

let dataDir = '';
let sandbox: Sandbox | null = null;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'assay-database-'));
  const old = new DatabaseSync(join(dataDir, 'sandbox.sqlite'));
  old.exec(VERSION_1);
  old.close();
});

afterEach(() => {
  sandbox?.close();
  sandbox = null;
  rmSync(dataDir, { recursive: true, force: true });
});

test('a database of version 1 opens as version 2: jobs, balance and secret are kept, and a second start changes nothing', async () => {
  for (let n = 0; n < 2; n += 1) {
    const database = openDatabase(dataDir);
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
    expect(database.prepare('SELECT value FROM secret').all()).toEqual([{ value: 'kept' }]);
    expect(database.prepare('SELECT * FROM account').all()).toEqual([{ tenant: 'sandbox', balance: 77 }]);
    expect(database.prepare('SELECT id, ends_at, failure, worker_error, external FROM job').all()).toEqual([
      { id: 3140, ends_at: 4000, failure: null, worker_error: null, external: '{}' },
      { id: 3141, ends_at: 8000, failure: 'The media could not be decoded.', worker_error: null, external: '{}' },
      { id: 3142, ends_at: null, failure: null, worker_error: null, external: '{}' },
    ]);
    expect(database.prepare('SELECT count(*) AS inputs, count(page_count) AS counted FROM input').get()).toEqual({ inputs: 3, counted: 0 });
    database.close();
  }
});

test('the jobs of a database of version 1 are answered as before, and an Idempotency-Key works on it', async () => {
  const opened = createSandbox({ dataDir, storageOrigin: () => 'http://storage.test' });
  sandbox = opened;
  const call = async (method: string, path: string, body: unknown = null) => {
    const headers = { authorization: 'Bearer api_sandbox', 'idempotency-key': 'attempt-1' };
    const response = await opened.api(new Request(`http://api.test/api/v1${path}`, { method, headers, body: body === null ? null : JSON.stringify(body) }));
    const answer: unknown = await response.json();
    return answer;
  };
  expect(await call('GET', '/jobs')).toMatchObject({ total: 3, data: [{ jobId: 3142, status: 'waiting_for_finalize' }, { jobId: 3141, status: 'failed' }, { jobId: 3140, status: 'completed' }] });
  expect(await call('GET', '/jobs/3140')).toMatchObject({ status: 'completed', inputs: [{ fileName: 'fake-3140.jpg' }], result: { isAiGenerated: true } });
  const create = () => call('POST', '/jobs?taskTypeId=1', { inputs: [{ slotName: 'original', fileName: 'a.jpg', contentType: 'image/jpeg', sizeBytes: 10 }] });
  expect(await create()).toMatchObject({ jobId: 3143 });
  expect(await create()).toMatchObject({ jobId: 3143 });
});
