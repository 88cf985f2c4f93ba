import { stat } from 'node:fs/promises';

import { ORIGINAL_SLOT } from '#src/jobs-api/task-types.ts';

import { durationOf } from './artifacts/duration.ts';
import { insufficientBalance, invalid, jobNotFound } from './errors.ts';
import { FACE_SWAP_LIMIT_SECONDS } from './face-parameters.ts';
import type { JobFolders } from './job-folders.ts';
import type { JobStore } from './job-store.ts';
import { type Pace, type Plan, planOf } from './schedule.ts';
import type { StoredJob } from './stored-job.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What finalize works with. */
export interface FinalizerParts {
  readonly store: JobStore;
  readonly folders: JobFolders;
  readonly clock: () => number;
  readonly pace: Pace;
  /** Told once a job is queued, so that work on it can begin. */
  readonly onQueued: (job: StoredJob) => void;
}

/**
 * Ends the upload of a job. This is where a job is charged: one that never gets its media costs nothing, and create
 * has already refused what the balance does not cover.
 */
export class Finalizer {
  readonly #parts: FinalizerParts;

  constructor(parts: FinalizerParts) {
    this.#parts = parts;
  }

  /** Queues a job and gives it back as it then is. @throws {ApiProblem} 400 when it does not wait or its media is not there as declared, 402. */
  async finalize(job: StoredJob, vocabulary: Vocabulary): Promise<StoredJob> {
    const { store, onQueued } = this.#parts;
    if (job.queuedAt !== null || job.cancelledAt !== null) throw notWaiting(job);
    await this.#checkMedia(job);
    const plan = inVocabulary(await this.#plan(job), vocabulary);
    switch (store.finalize(job, plan)) {
      case 'not-waiting':
        throw notWaiting(store.find(job.id) ?? job);
      case 'no-balance':
        throw insufficientBalance();
      case 'done': {
        const queued = store.find(job.id);
        if (!queued) throw jobNotFound(String(job.id), 400);
        onQueued(queued);
        return queued;
      }
    }
  }

  async #checkMedia(job: StoredJob): Promise<void> {
    for (const input of job.inputs) {
      const path = this.#parts.folders.inputFile(job.id, input);
      const found = path ? await stat(path).catch(() => null) : null;
      if (!found) throw invalid(`Nothing was uploaded to slot "${input.slot}".`, 'MEDIA_MISSING');
      if (found.size !== input.sizeBytes) throw invalid(`Slot "${input.slot}" holds ${found.size} bytes, not ${input.sizeBytes}.`, 'MEDIA_MISMATCH');
    }
  }

  async #plan(job: StoredJob): Promise<Plan> {
    const { folders, clock, pace } = this.#parts;
    const original = job.inputs.find(({ slot }) => slot === ORIGINAL_SLOT);
    const path = original ? folders.inputFile(job.id, original) : null;
    const seconds = path && job.parameters?.isFaceswapCheck ? await durationOf(path) : null;
    const plan = planOf(original?.fileName ?? '', job.taskType, clock(), pace);
    if (seconds === null || seconds <= FACE_SWAP_LIMIT_SECONDS) return plan;
    return { ...plan, failure: `A face swap check takes a video of ${FACE_SWAP_LIMIT_SECONDS} s at most; this one lasts ${seconds.toFixed(1)} s.` };
  }
}

/** In the current vocabulary a worker that fails leaves a completed job with its error for a result (wire format, section 6.3); one that is late fails it. */
function inVocabulary(plan: Plan, vocabulary: Vocabulary): Plan {
  return vocabulary === 'current' && !plan.overdue ? { ...plan, failure: null, workerError: plan.failure } : plan;
}

function notWaiting(job: StoredJob): Error {
  if (job.cancelledAt !== null) return invalid(`Job ${job.id} is cancelled.`, 'INVALID_STATE');
  return invalid(`Job ${job.id} is already finalized.`, 'ALREADY_FINALIZED');
}
