import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import { writeWhole } from './artifacts/write-whole.ts';
import type { JobFolders } from './job-folders.ts';
import { type Facts, factsShape, NO_FACTS, PRODUCED } from './produced.ts';
import { produceRequestOf } from './produce-request.ts';
import type { StoredJob } from './stored-job.ts';

const FACTS = 'facts.json';

/**
 * Finds out what results are made of, in a worker thread, one job at a time. What was found is kept in the job's folder;
 * what a kill interrupted is done again, with the same outcome, when it is next asked for.
 */
export class Producer {
  readonly #folders: JobFolders;
  readonly #underWay = new Map<number, Promise<Facts>>();
  #lane: Promise<unknown> = Promise.resolve();
  #running: { readonly jobId: number; readonly worker: Worker } | null = null;
  #closed = false;

  constructor(folders: JobFolders) {
    this.#folders = folders;
  }

  /** Begins with a queued job, so that its facts are there when it completes. */
  prepare(job: StoredJob): void {
    if (job.failure === null) void this.factsOf(job).catch(() => {});
  }

  /** The facts of a job whose media is complete. Rejects when the job is deleted or the sandbox closed meanwhile. */
  factsOf(job: StoredJob): Promise<Facts> {
    const underWay = this.#underWay.get(job.id);
    if (underWay) return underWay;
    const kept = this.#read(job.id);
    if (kept) return Promise.resolve(kept);
    const facts = this.#lane.then(() => this.#produce(job));
    this.#underWay.set(job.id, facts);
    this.#lane = facts.catch(() => {}).then(() => this.#underWay.delete(job.id));
    return facts;
  }

  /** Drops the work on a job that is deleted or cancelled. */
  forget(jobId: number): void {
    if (this.#running?.jobId === jobId) void this.#running.worker.terminate();
  }

  /** Ends all work. */
  close(): void {
    this.#closed = true;
    void this.#running?.worker.terminate();
  }

  #read(jobId: number): Facts | null {
    try {
      return factsShape.parse(JSON.parse(readFileSync(join(this.#folders.of(jobId), PRODUCED, FACTS), 'utf8')));
    } catch {
      return null;
    }
  }

  async #produce(job: StoredJob): Promise<Facts> {
    if (this.#closed) throw new Error('The sandbox is closed.');
    const folder = join(this.#folders.of(job.id), PRODUCED);
    const facts = await this.#work(job, folder);
    mkdirSync(folder, { recursive: true });
    writeWhole(join(folder, FACTS), JSON.stringify(facts));
    return facts;
  }

  #work(job: StoredJob, folder: string): Promise<Facts> {
    const worker = new Worker(new URL('./produce-worker.ts', import.meta.url), { workerData: produceRequestOf(job, this.#folders, folder) });
    // A sandbox that is closed is no reason to keep the process alive.
    worker.unref();
    this.#running = { jobId: job.id, worker };
    return new Promise<Facts>((resolve, reject) => {
      worker.once('message', (facts: Facts) => resolve(facts));
      worker.once('error', (error) => resolve({ ...NO_FACTS, notes: [`The media could not be processed: ${error.message}`] }));
      worker.once('exit', () => reject(new Error(`Work on job ${job.id} was ended.`)));
    }).finally(() => {
      this.#running = null;
    });
  }
}
