import { readStatus, type JobSummary } from '#src/jobs-api/job.ts';
import type { IndexReader } from '../index/sync/job-index.ts';

/** A job of the platform below: it is going on until it ends. */
export interface PlatformJob {
  readonly id: string;
  /** ms epoch. */
  readonly createdAt: number;
  /** ms epoch. */
  readonly endsAt: number;
}

const LATENCY_MS = 20;

/** A platform by the clock: lists jobs newest first, ends each at its time, and counts what it is asked for. */
export class SlowPlatform {
  /** Newest first. */
  jobs: readonly PlatformJob[];
  /** Pages that were asked for. */
  readonly pages: number[] = [];
  /** Ids whose detail was asked for. */
  readonly details: string[] = [];
  readonly #pageSize: number;

  constructor(jobs: readonly PlatformJob[], pageSize: number) {
    this.jobs = jobs;
    this.#pageSize = pageSize;
  }

  /** How the index reads it. */
  readonly reader: IndexReader = {
    page: async (page) => {
      this.pages.push(page);
      await latency();
      const from = (page - 1) * this.#pageSize;
      return { jobs: this.jobs.slice(from, from + this.#pageSize).map(summaryOf), unreadable: [], page, limit: this.#pageSize, statedLimit: this.#pageSize, total: this.jobs.length };
    },
    job: async (id) => {
      this.details.push(id);
      await latency();
      const job = this.jobs.find((candidate) => candidate.id === id);
      if (job === undefined) throw new Error(`no job ${id}`);
      return { ...summaryOf(job), taskTypeSlug: null, taskType: null, completedAt: null, cost: null, inputs: [], artifacts: [], result: {}, inlineResult: {}, resultUrl: null, resultProblem: null, recordFields: {}, errorMessage: null, externalReference: null };
    },
  };
}

function latency(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, LATENCY_MS);
  });
}

function summaryOf({ id, createdAt, endsAt }: PlatformJob): JobSummary {
  const ended = Date.now() >= endsAt;
  return { id, taskTypeId: '1', ...readStatus(ended ? 'completed' : 'processing'), createdAt, updatedAt: ended ? endsAt : createdAt };
}
