import type { JobsClient } from '#src/jobs-api/client.ts';
import { HttpError, NetworkError } from '#src/jobs-api/errors.ts';
import { readStatus, type Job, type JobStatus } from '#src/jobs-api/job.ts';
import { NOTHING_SAID } from '#src/jobs-api/normalize.ts';
import { StorageError } from '../storage-error.ts';
import type { Transfer } from '../transfer.ts';
import { nextTask } from '#src/ui/next-task.ts';

/** What goes wrong with one request. */
export type Fault = 'none' | 'lost-request' | 'lost-answer' | 'refused-500' | 'answered-500' | 'too-many' | 'url-expired';

/** A job as the platform holds it. */
export interface ModelJob {
  readonly id: string;
  readonly taskTypeId: string | number;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly createdAt: number;
  status: JobStatus;
  stored: boolean;
  /** How often a finalize was carried out: each one charges. */
  finalized: number;
}

/** A platform of a few lines that keeps the rules of the wire format, and fails as it is told. */
export interface ModelPlatform {
  readonly jobs: Map<string, ModelJob>;
  /** Finalizes sent for a job that was finalized already. */
  readonly blindFinalizes: () => number;
  readonly api: JobsClient;
  readonly transfer: Transfer;
}

/**
 * Makes a platform.
 * @param nextFault asked before each request
 * @param serverTime ms epoch
 * @param words `new`: it calls an uploaded and a finalized job by words that nobody has heard of
 */
export function createModelPlatform(nextFault: () => Promise<Fault>, serverTime: () => number, words: 'known' | 'new'): ModelPlatform {
  const jobs = new Map<string, ModelJob>();
  let lastId = 0;
  let blindFinalizes = 0;

  async function request<T>(work: () => T): Promise<T> {
    const fault = await nextFault();
    if (fault === 'lost-request') throw new NetworkError('lost request');
    if (fault === 'refused-500') throw refusal(500, 'INTERNAL');
    if (fault === 'too-many') throw refusal(429, 'TOO_MANY_REQUESTS', 2_000);
    const answer = work();
    // The answer takes its time: others see what was done before the caller hears of it.
    await nextTask();
    await nextTask();
    if (fault === 'lost-answer') throw new NetworkError('lost answer');
    if (fault === 'answered-500') throw refusal(502, 'BAD_GATEWAY');
    return answer;
  }

  const find = (jobId: string): ModelJob => {
    const job = jobs.get(jobId);
    if (job === undefined) throw refusal(404, 'JOB_NOT_FOUND');
    return job;
  };

  return {
    jobs,
    blindFinalizes: () => blindFinalizes,
    api: {
      createJob: ({ taskTypeId, inputs }) =>
        request(() => {
          lastId += 1;
          const [input] = inputs;
          const job: ModelJob = {
            id: String(lastId), taskTypeId, fileName: input?.fileName ?? '', sizeBytes: input?.sizeBytes ?? 0,
            createdAt: serverTime(), status: 'waiting_for_finalize', stored: false, finalized: 0,
          };
          jobs.set(job.id, job);
          return answerOf(job, words, true);
        }),
      getJob: (jobId) => request(() => answerOf(find(jobId), words, false)),
      listJobs: ({ page, limit }) =>
        request(() => {
          const all = [...jobs.values()].toSorted((a, b) => Number(b.id) - Number(a.id));
          const shown = all.slice((page - 1) * limit, page * limit).map((job) => answerOf(job, words, false));
          return { jobs: shown, unreadable: [], page, limit, statedLimit: limit, total: all.length };
        }),
      finalizeJob: (jobId) =>
        request(() => {
          const job = jobs.get(jobId);
          if (job && job.finalized > 0) blindFinalizes += 1;
          if (job?.status !== 'waiting_for_finalize') throw refusal(400, 'JOB_NOT_FOUND_OR_ALREADY_FINALIZED');
          if (!job.stored) throw refusal(400, 'INPUT_MISSING');
          job.status = 'queued';
          job.finalized += 1;
          return { ...NOTHING_SAID, ...readStatus(job.status) };
        }),
      cancelJob: (jobId) => request(() => {
          find(jobId).status = 'cancelled';
          return { ...NOTHING_SAID, ...readStatus('cancelled') };
        }),
      deleteJob: (jobId) =>
        request(() => {
          find(jobId);
          jobs.delete(jobId);
        }),
      downloadArtifact: () => Promise.reject(new NetworkError('not here')),
      serverTime,
      clockOffset: () => 0,
    },
    async transfer({ url, body, signal, onProgress }) {
      const fault = await nextFault();
      signal.throwIfAborted();
      onProgress(body.size / 2);
      if (fault === 'url-expired') throw new StorageError(refusal(403, 'AccessDenied'));
      if (fault === 'refused-500') throw new StorageError(refusal(503, 'SlowDown'));
      if (fault === 'lost-request') throw new NetworkError('cut');
      const job = jobs.get(url.slice('put:'.length));
      if (job === undefined) throw new StorageError(refusal(403, 'AccessDenied'));
      job.stored = true;
      if (fault === 'lost-answer' || fault === 'answered-500') throw new NetworkError('cut');
    },
  };
}

function answerOf(job: ModelJob, words: 'known' | 'new', withUrl: boolean): Job {
  const word = words === 'new' && job.stored ? (job.finalized > 0 ? 'in line' : 'taken in') : job.status;
  return {
    id: job.id, taskTypeId: String(job.taskTypeId), taskTypeSlug: null, taskType: null, ...readStatus(word),
    createdAt: job.createdAt, updatedAt: job.createdAt, completedAt: null, cost: null, artifacts: [], result: undefined,
    inlineResult: undefined, resultUrl: null, resultProblem: null, recordFields: {}, errorMessage: null,
    inputs: [{
      slotName: 'original', fileName: job.fileName, sizeBytes: job.sizeBytes, contentType: 'image/jpeg',
      uploadUrl: withUrl ? `put:${job.id}` : null, uploadUrlExpiresAt: null,
    }],
  };
}

function refusal(status: number, code: string, retryAfterMs: number | null = null): HttpError {
  return new HttpError({ status, code, message: code, retryAfterMs, body: '', fromApi: true });
}
