import type { JobReads } from '#src/jobs-api/client.ts';
import { HttpError } from '#src/jobs-api/errors.ts';
import { mainFileOf, type Job } from '#src/jobs-api/job.ts';

/** What stores hold of a job, to know it again by. */
export interface StoredJob {
  readonly jobId: string;
  /** As it was declared; null where only its id is kept. */
  readonly fileName: string | null;
  /** Bytes; null likewise. */
  readonly sizeBytes: number | null;
  /** When it was made or judged, ms epoch. */
  readonly at: number;
}

/** Whether a key belongs to the account that stores were filled with. */
export type StoreCheck =
  /** The key reads a job of theirs, and it is that job. */
  | { readonly kind: 'same'; readonly jobId: string; readonly fileName: string | null }
  /** It reads none of `asked` jobs, or another one under the id of theirs. */
  | { readonly kind: 'another'; readonly asked: number }
  /** They hold no job that could tell. */
  | { readonly kind: 'unknown' };

const MOST_ASKED = 8;

/**
 * Asks for the newest jobs of some stores, one after the other, with the key that is signed in, until one tells. An id alone proves
 * nothing: another account may have a job of that number. Throws what the platform's failure throws, when none tells because of it.
 */
export async function checkStore(jobs: readonly StoredJob[], getJob: JobReads['getJob']): Promise<StoreCheck> {
  // Those that can be compared first.
  const asked = jobs.toSorted((a, b) => Number(b.sizeBytes !== null) - Number(a.sizeBytes !== null) || b.at - a.at).slice(0, MOST_ASKED);
  let refused = 0;
  let failure: unknown = null;
  for (const stored of asked) {
    try {
      const likeness = compare(stored, await getJob(stored.jobId));
      if (likeness === 'same') return { kind: 'same', jobId: stored.jobId, fileName: stored.fileName };
      if (likeness === 'another') return { kind: 'another', asked: asked.length };
    } catch (error) {
      if (isRefusal(error)) refused += 1;
      else failure ??= error;
    }
  }
  if (failure !== null) throw failure;
  return refused > 0 && refused === asked.length ? { kind: 'another', asked: refused } : { kind: 'unknown' };
}

/** Whether a job that was read is the one that is stored: by its file's size and name, as far as both are told. */
function compare({ fileName, sizeBytes }: StoredJob, job: Job): 'same' | 'another' | 'unknown' {
  const file = mainFileOf([...job.inputs, ...job.artifacts]);
  if (file === null) return 'unknown';
  if (differs(sizeBytes, file.sizeBytes) || differs(fileName, file.fileName)) return 'another';
  return (sizeBytes !== null && file.sizeBytes !== null) || (fileName !== null && file.fileName !== null) ? 'same' : 'unknown';
}

function differs<T>(kept: T | null, told: T | null): boolean {
  return kept !== null && told !== null && kept !== told;
}

/** The platform's own word that the key may not see the job, or that there is none; a proxy's page says nothing. */
function isRefusal(error: unknown): boolean {
  return error instanceof HttpError && error.fromApi && (error.status === 403 || error.status === 404);
}
