import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { taskTypes } from '../../src/jobs-api/page-task-types.ts';
import { STATUS_SQL } from '../../server/sandbox/schedule.ts';

const JOBS_SQL = `SELECT id, task_type_id, created_at, coalesce(ends_at, cancelled_at, created_at) AS updated_at,
  ${STATUS_SQL} AS status, file_name, size_bytes, sha256
  FROM job JOIN input ON input.job_id = job.id ORDER BY id DESC`;

/** The same jobs twice: as the app's index keeps them, and as the peers' tables show them; newest first. */
export interface TableRows {
  /** `IndexedJob` of the jobs feature, as JSON. */
  readonly index: readonly object[];
  /** `JobRow` of the peers' pages, as JSON. */
  readonly rows: readonly object[];
}

/** Reads the jobs of a sandbox, with a plausible verdict for each that completed. */
export function readTableRows(dataDir: string): TableRows {
  const database = new DatabaseSync(join(dataDir, 'sandbox.sqlite'), { readOnly: true });
  try {
    const jobs = database.prepare(JOBS_SQL).all({ ':now': Date.now() }).map(readJob);
    return { index: jobs.map(({ index }) => index), rows: jobs.map(({ row }) => row) };
  } finally {
    database.close();
  }
}

function readJob(found: Readonly<Record<string, unknown>>): { index: object; row: object } {
  const id = String(found['id']);
  const status = String(found['status']);
  const taskTypeId = Number(found['task_type_id']);
  const file = String(found['file_name']);
  const createdAt = Number(found['created_at']);
  const reading = status === 'completed' ? readingOf(Number(id)) : null;
  const detail = { fileName: file, sizeBytes: found['size_bytes'], sha256: found['sha256'], reading, final: status !== 'waiting_for_finalize' };
  return {
    index: { id, taskTypeId: String(taskTypeId), status, statusWord: status, createdAt, updatedAt: found['updated_at'], detail },
    row: { id, file, taskType: taskTypes.find(taskTypeId)?.name ?? '', status, verdict: reading?.finding ?? '', confidence: reading?.confidence ?? null, created: createdAt },
  };
}

function readingOf(id: number) {
  // Spread over everything between 0.50 and 0.99, the same at every run.
  const confidence = 0.5 + ((id * 7919) % 4900) / 10_000;
  return id % 3 === 0
    ? { finding: 'AI-generated', direction: 'manipulated', confidence, simulated: true }
    : { finding: 'Not AI-generated', direction: 'authentic', confidence, simulated: true };
}
