import type { JobReads } from './client.ts';
import { isGone } from './explain-error.ts';
import type { Job } from './job.ts';

/** What is known of a job before it is read. */
export interface KnownOfJob {
  readonly jobId: string;
  /** The status word of the answer to the create: as long as it stands, the job is not finalized. null when it is not known. */
  readonly openWord: string | null;
  /** Whether this browser sent a finalize. */
  readonly finalizeSent: boolean;
}

/** Where a job stands as far as finalizing goes, with the platform's word for it. */
export interface Standing {
  /** `unclear`: a word that this version does not know, after a finalize whose answer got lost. */
  readonly kind: 'absent' | 'open' | 'finalized' | 'ended' | 'unclear';
  readonly word: string;
}

/** Reads where a job stands. Throws what the API client throws. */
export async function readStanding(reads: Pick<JobReads, 'getJob'>, known: KnownOfJob, signal?: AbortSignal): Promise<Standing> {
  try {
    return standingOf(await reads.getJob(known.jobId, signal), known);
  } catch (error) {
    if (isGone(error)) return { kind: 'absent', word: 'gone' };
    throw error;
  }
}

function standingOf({ status, statusWord: word }: Job, { openWord, finalizeSent }: KnownOfJob): Standing {
  if (status === 'deleted') return { kind: 'absent', word };
  if (status === 'waiting_for_finalize' || word === openWord) return { kind: 'open', word };
  if (finalizeSent) return { kind: status === 'unknown' ? 'unclear' : 'finalized', word };
  // Nobody else finalizes a job of ours by a word that is new: it says something of the upload.
  if (status === 'unknown') return { kind: 'open', word };
  return { kind: status === 'cancelled' || status === 'failed' ? 'ended' : 'finalized', word };
}
