import type { DatabaseSync } from 'node:sqlite';

import type { KnownJobStatus } from '#src/jobs-api/job.ts';

import { inTransaction } from './database.ts';
import { readInput, readJob } from './stored-job-row.ts';
import { type Plan, STATUS_SQL } from './schedule.ts';
import type { NewJob, StoredInput, StoredJob } from './stored-job.ts';

/** One attempt at a create, by its `Idempotency-Key`. */
export interface Attempt {
  readonly key: string;
  /** Of what was asked for; the same for the same. */
  readonly digest: string;
}

/** The stored jobs. Every method is one transaction, done and on the disk when it returns. */
export class JobStore {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Stores a job that waits for its media. An attempt that was made before gives the job it made then; null when it was
   * for something else, or its job is deleted.
   */
  create(job: NewJob, now: number, attempt: Attempt | null = null): StoredJob | null {
    return inTransaction(this.#database, () => {
      const before = attempt && this.#database.prepare('SELECT digest, job_id FROM attempt WHERE tenant = ? AND key = ?').get(job.tenant, attempt.key);
      if (attempt && before) return before['digest'] === attempt.digest ? this.find(Number(before['job_id'])) : null;
      const { lastInsertRowid } = this.#database
        .prepare('INSERT INTO job (tenant, task_type_id, parameters, cost, created_at, external) VALUES (?, ?, ?, ?, ?, ?)')
        .run(job.tenant, job.taskType.id, JSON.stringify(job.parameters), job.cost, now, JSON.stringify(job.external));
      const insert = this.#database.prepare('INSERT INTO input (job_id, slot, file_name, content_type, size_bytes, page_count) VALUES (?, ?, ?, ?, ?, ?)');
      for (const input of job.inputs) insert.run(lastInsertRowid, input.slot, input.fileName, input.contentType, input.sizeBytes, input.pageCount);
      if (attempt) this.#database.prepare('INSERT INTO attempt (tenant, key, digest, job_id) VALUES (?, ?, ?, ?)').run(job.tenant, attempt.key, attempt.digest, lastInsertRowid);
      const created = this.find(Number(lastInsertRowid));
      if (!created) throw new Error('A job that was just stored is not there.');
      return created;
    });
  }

  /** The job with this id, whoever owns it; null when there is none. */
  find(id: number): StoredJob | null {
    const row = this.#database.prepare('SELECT * FROM job WHERE id = ?').get(id);
    return row ? readJob(row, this.#inputsOf(id)) : null;
  }

  /** One page of a tenant's jobs, newest first, and how many there are on all pages. */
  list(tenant: string, status: KnownJobStatus | null, now: number, page: number, limit: number): { jobs: StoredJob[]; total: number } {
    const where = `tenant = :tenant${status === null ? '' : ` AND ${STATUS_SQL} = :status`}`;
    const asked = { ':tenant': tenant, ...(status === null ? {} : { ':now': now, ':status': status }) };
    const total = Number(this.#database.prepare(`SELECT count(*) AS total FROM job WHERE ${where}`).get(asked)?.['total']);
    const rows = this.#database
      .prepare(`SELECT * FROM job WHERE ${where} ORDER BY id DESC LIMIT :limit OFFSET :offset`)
      .all({ ...asked, ':limit': limit, ':offset': (page - 1) * limit });
    return { jobs: rows.map((row) => readJob(row, [])), total };
  }

  /** Notes that a slot's bytes are in the job's folder. */
  recordUpload(id: number, slot: string, storedAs: string, sha256: string): void {
    this.#database.prepare('UPDATE input SET stored_as = ?, sha256 = ? WHERE job_id = ? AND slot = ?').run(storedAs, sha256, id, slot);
  }

  /** Starts a waiting job on its course and charges its cost; says what stood in the way, if something did. */
  finalize(job: StoredJob, plan: Plan): 'done' | 'not-waiting' | 'no-balance' {
    return inTransaction(this.#database, () => {
      const { changes } = this.#database
        .prepare('UPDATE job SET queued_at = ?, starts_at = ?, ends_at = ?, failure = ?, worker_error = ? WHERE id = ? AND queued_at IS NULL AND cancelled_at IS NULL')
        .run(plan.queuedAt, plan.startsAt, plan.endsAt, plan.failure, plan.workerError, job.id);
      if (changes === 0) return 'not-waiting';
      const charged = this.#database
        .prepare('UPDATE account SET balance = balance - :cost WHERE tenant = :tenant AND balance >= :cost')
        .run({ ':cost': job.cost, ':tenant': job.tenant });
      if (charged.changes === 1) return 'done';
      this.#database.prepare('UPDATE job SET queued_at = NULL, starts_at = NULL, ends_at = NULL, failure = NULL, worker_error = NULL WHERE id = ?').run(job.id);
      return 'no-balance';
    });
  }

  /** Cancels a job that has not started, and gives back what was charged for it; false when it was too late. */
  cancel(job: StoredJob, now: number): boolean {
    return inTransaction(this.#database, () => {
      const { changes } = this.#database
        .prepare('UPDATE job SET cancelled_at = :now WHERE id = :id AND cancelled_at IS NULL AND (queued_at IS NULL OR :now < starts_at)')
        .run({ ':now': now, ':id': job.id });
      if (changes === 1 && job.queuedAt !== null) {
        this.#database.prepare('UPDATE account SET balance = balance + ? WHERE tenant = ?').run(job.cost, job.tenant);
      }
      return changes === 1;
    });
  }

  /** Forgets a job for good. */
  delete(id: number): void {
    this.#database.prepare('DELETE FROM job WHERE id = ?').run(id);
  }

  #inputsOf(id: number): StoredInput[] {
    const rows = this.#database.prepare('SELECT * FROM input WHERE job_id = ? ORDER BY rowid').all(id);
    return rows.map(readInput);
  }
}
