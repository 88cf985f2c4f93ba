import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

import type { JobFolders } from './job-folders.ts';
import { keepFacts, readFacts } from './kept-facts.ts';
import { type Facts, NO_FACTS, ARTIFACT_FILES } from './artifact-files.ts';
import { produceRequestOf } from './produce-request.ts';
import type { StoredJob } from './stored-job.ts';

/**
 * Finds out what results are made of, in a worker thread, one job at a time. What was found is kept in the job's folder;
 * what a kill interrupted is done again, with the same outcome, when it is next asked for.
 */
export class Producer {
  readonly #folders: JobFolders;
  readonly #underWay = new Map<number, Promise<Facts>>();
  #lane: Promise<unknown> = Promise.resolve();
  #worker: Worker | null = null;
  #runningJob: number | null = null;
  readonly #dropped = new Set<number>();
  #closed = false;

  constructor(folders: JobFolders) {
    this.#folders = folders;
  }

  /** Begins with a queued job, so that its facts are there when it completes. */
  prepare(job: StoredJob): void {
    if (job.failure === null && job.workerError === null) void this.factsOf(job).catch(() => {});
  }

  /** The facts of a job whose media is complete. Rejects when the job is deleted or the sandbox closed meanwhile. */
  factsOf(job: StoredJob): Promise<Facts> {
    const underWay = this.#underWay.get(job.id);
    if (underWay) return underWay;
    const kept = readFacts(this.#folderOf(job.id));
    if (kept) return Promise.resolve(kept);
    // Jobs that were seeded have no media: there is nothing to look for, and nothing to keep.
    if (job.inputs.every(({ storedAs }) => storedAs === null)) return Promise.resolve({ ...NO_FACTS, notes: ['The media of this job is not kept.'] });
    const facts = this.#lane.then(() => this.#produce(job)).finally(() => {
      this.#underWay.delete(job.id);
      this.#dropped.delete(job.id);
    });
    this.#underWay.set(job.id, facts);
    this.#lane = facts.catch(() => {});
    return facts;
  }

  /** Drops the work on a job that is deleted or cancelled. */
  forget(jobId: number): void {
    if (this.#underWay.has(jobId)) this.#dropped.add(jobId);
    if (this.#runningJob === jobId) void this.#worker?.terminate();
  }

  /** Ends all work. */
  close(): void {
    this.#closed = true;
    void this.#worker?.terminate();
  }

  #folderOf(jobId: number): string {
    return join(this.#folders.of(jobId), ARTIFACT_FILES);
  }

  async #produce(job: StoredJob): Promise<Facts> {
    if (this.#closed || this.#dropped.has(job.id)) throw new Error(`Work on job ${job.id} was ended.`);
    const folder = this.#folderOf(job.id);
    const facts = await this.#work(job, folder);
    keepFacts(folder, facts);
    return facts;
  }

  #work(job: StoredJob, folder: string): Promise<Facts> {
    const request = produceRequestOf(job, this.#folders, folder);
    const worker = this.#worker ?? this.#startWorker();
    const { promise, resolve, reject } = Promise.withResolvers<Facts>();
    const finish = (facts: Facts): void => resolve(facts);
    const fail = (error: Error): void => resolve({ ...NO_FACTS, notes: [`The media could not be processed: ${error.message}`] });
    const stop = (): void => reject(new Error(`Work on job ${job.id} was ended.`));
    worker.once('message', finish).once('error', fail).once('exit', stop);
    this.#runningJob = job.id;
    worker.postMessage(request);
    return promise.finally(() => {
      this.#runningJob = null;
      worker.off('message', finish).off('error', fail).off('exit', stop);
    });
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL('./produce-worker.ts', import.meta.url));
    // A sandbox that is closed is no reason to keep the process alive.
    worker.unref();
    // After an error the thread takes a moment to end; the next job must not be given to it.
    const leave = (): void => {
      if (this.#worker === worker) this.#worker = null;
    };
    worker.once('error', leave).once('exit', leave);
    this.#worker = worker;
    return worker;
  }
}
