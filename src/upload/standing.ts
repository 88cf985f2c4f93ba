import type { JobsClient } from '#src/jobs-api/client.ts';
import { isGone } from '#src/jobs-api/explain-error.ts';
import type { Job } from '#src/jobs-api/job.ts';
import type { UploadJob } from './item.ts';

/** The job was cancelled or failed before this browser finalized it. */
export class JobEndedError extends Error {
  override readonly name = 'JobEndedError';
  /** The platform's word for it. */
  readonly word: string;

  constructor(word: string) {
    super(`The job was ${word} before it was finalized.`);
    this.word = word;
  }
}

/** A finalize was sent, its answer got lost, and the job's status is a word that this version does not know. */
export class UnclearStandingError extends Error {
  override readonly name = 'UnclearStandingError';
  /** The platform's word. */
  readonly word: string;

  constructor(word: string) {
    super(`The job's status is “${word}”.`);
    this.word = word;
  }
}

/** Where a job stands, with the platform's word for it. */
export interface Standing {
  /** `unclear`: a word that this version does not know, after a finalize whose answer got lost. */
  readonly kind: 'absent' | 'open' | 'finalized' | 'ended' | 'unclear';
  readonly word: string;
}

/** Asks the platform where a job stands. Throws what the API client throws. */
export async function askStanding(api: Pick<JobsClient, 'getJob'>, job: UploadJob, signal: AbortSignal): Promise<Standing> {
  try {
    return standingOf(await api.getJob(job.id, signal), job);
  } catch (error) {
    if (isGone(error)) return { kind: 'absent', word: 'gone' };
    throw error;
  }
}

function standingOf({ status, statusWord: word }: Job, { openWord, finalizeAskedAt }: UploadJob): Standing {
  if (status === 'deleted') return { kind: 'absent', word };
  if (status === 'waiting_for_finalize' || word === openWord) return { kind: 'open', word };
  if (finalizeAskedAt !== null) return { kind: status === 'unknown' ? 'unclear' : 'finalized', word };
  // Nobody else finalizes a job of ours by a word that is new: it says something of the upload.
  if (status === 'unknown') return { kind: 'open', word };
  return { kind: status === 'cancelled' || status === 'failed' ? 'ended' : 'finalized', word };
}
