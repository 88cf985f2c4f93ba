import { isUnclear } from '#src/jobs-api/answer-kinds.ts';
import { HttpError } from '#src/jobs-api/errors.ts';

/** Fresh jobs that are made for a file by itself, in place of ones that went away or expired; each Retry of a person allows one more. */
export const MOST_FRESH_JOBS = 2;

/** Job after job of a file went away: another one is made only when a person wants it. */
export class FreshJobsUsedUpError extends Error {
  override readonly name = 'FreshJobsUsedUpError';
}

/** Whether a failed create may have made a job all the same: anything but a clear refusal of the API. A page of an ingress is none, whatever its status. */
export function mayHaveHappened(error: unknown): boolean {
  return !(error instanceof HttpError) || (isUnclear(error) && error.status !== 429);
}
