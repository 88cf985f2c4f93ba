import { HttpError, NetworkError, ProtocolError, TimeoutError } from '#src/jobs-api/errors.ts';
import { explainError, isOutOfCredit, isPlanLimit, isSignedOut } from '#src/jobs-api/explain-error.ts';
import type { ItemChoice, ItemProblem } from './item.ts';
import { isProxyPage } from '#src/jobs-api/answer-kinds.ts';
import { JobEndedError, UnclearOutcomeError } from '#src/jobs-api/unclear-outcome.ts';
import { FreshJobsUsedUpError } from './fresh-jobs.ts';
import { BytesMissingError, ReadingNotAllowedError, StorageError, StorageNotAllowedError, UnknownSlotError, UnsavedError, UploadUrlExpiredError } from './transfer-error.ts';

/** A step that a key may not be allowed to take. */
export type ForbiddenStep = 'create' | 'read' | 'finalize';

/** Why files wait until a person acts: all of them, or those that need a step which the key does not allow. */
export type Hold = { readonly kind: 'signed-out' } | { readonly kind: 'no-credit' } | { readonly kind: 'forbidden'; readonly step: ForbiddenStep };

/** What a failed attempt means for the item and for the queue. */
export type FailureKind =
  /** The same step may work later. */
  | { readonly kind: 'transient'; readonly retryAfterMs: number | null }
  /** The disk takes no writes: nothing is sent until it does, and nothing failed. */
  | { readonly kind: 'unsaved' }
  /** The queue waits, and the item with it; nothing failed. */
  | { readonly kind: 'hold'; readonly hold: Hold['kind'] }
  /** The presigned URL is used up: a fresh job is needed. */
  | { readonly kind: 'url-refused' }
  /** The file has to be chosen again, or its reading allowed again. */
  | { readonly kind: 'bytes-missing'; readonly needs: 'file' | 'leave' }
  /** The job came to an end without us: a fresh one is made when a person wants it. */
  | { readonly kind: 'job-ended' }
  /** It is not known whether a finalize was carried out: a person decides. */
  | { readonly kind: 'unclear'; readonly choice: ItemChoice; readonly reading: string }
  /** This file fails; the others go on. */
  | { readonly kind: 'final' };

/** Sorts a thrown value by what to do next. */
export function classifyFailure(error: unknown): FailureKind {
  if (error instanceof BytesMissingError) return { kind: 'bytes-missing', needs: 'file' };
  if (error instanceof ReadingNotAllowedError) return { kind: 'bytes-missing', needs: 'leave' };
  if (error instanceof UnsavedError) return { kind: 'unsaved' };
  if (error instanceof UploadUrlExpiredError) return { kind: 'url-refused' };
  if (error instanceof JobEndedError) return { kind: 'job-ended' };
  if (error instanceof UnclearOutcomeError) return { kind: 'unclear', choice: error.facts.choice, reading: error.facts.reading };
  if (error instanceof FreshJobsUsedUpError || error instanceof StorageNotAllowedError || error instanceof UnknownSlotError) return { kind: 'final' };
  if (error instanceof StorageError) {
    if (error.transient) return { kind: 'transient', retryAfterMs: error.retryAfterMs };
    return error.urlRefused ? { kind: 'url-refused' } : { kind: 'final' };
  }
  if (isSignedOut(error)) return { kind: 'hold', hold: 'signed-out' };
  if (isOutOfCredit(error)) return { kind: 'hold', hold: 'no-credit' };
  if (error instanceof HttpError) {
    if (isPlanLimit(error)) return { kind: 'transient', retryAfterMs: error.retryAfterMs };
    if (error.status === 403) return { kind: 'hold', hold: 'forbidden' };
    const transient = isProxyPage(error) || error.status === 408 || error.status === 429 || error.status >= 500;
    return transient ? { kind: 'transient', retryAfterMs: error.retryAfterMs } : { kind: 'final' };
  }
  // A proxy's page with status 200 is as passing as its 502.
  if (error instanceof NetworkError || error instanceof TimeoutError || error instanceof ProtocolError) {
    return { kind: 'transient', retryAfterMs: null };
  }
  return { kind: 'final' };
}

/**
 * Puts a failure into words for the item's line.
 * @param finalizesSent finalizes that went out for the file, over all of its jobs: only with none is it sure that nothing was charged
 */
export function explainFailure(error: unknown, finalizesSent = 0): ItemProblem {
  if (error instanceof UnsavedError) {
    return { title: 'This browser’s disk takes no writes', advice: 'Nothing is created or finalized that could not be noted first. Make room on the disk; it is tried again.', said: null };
  }
  if (error instanceof ReadingNotAllowedError) {
    return { title: 'This browser asks before it reads the file again', advice: 'Allow it, and the upload goes on; nothing has to be chosen again.', said: null };
  }
  if (error instanceof JobEndedError) {
    return { title: `The job was ${error.word} before it was finalized`, advice: `${charged(finalizesSent)} Retry makes a fresh job.`, said: null };
  }
  if (error instanceof UnclearOutcomeError) return explainUnclear(error);
  if (error instanceof FreshJobsUsedUpError) {
    return { title: 'The jobs of this file keep going away', advice: `${charged(finalizesSent)} Look whether someone deletes them, then retry: that makes a fresh job.`, said: null };
  }
  if (error instanceof UploadUrlExpiredError) {
    return { title: 'The upload address keeps expiring', advice: `${charged(finalizesSent)} Check the clock of this computer, then retry: that makes a fresh job.`, said: null };
  }
  if (error instanceof BytesMissingError) {
    return { title: 'This browser no longer holds the file', advice: 'Choose the file again; the upload goes on from there.', said: null };
  }
  if (error instanceof UnknownSlotError) {
    return { title: error.message, advice: `${charged(finalizesSent)} Choose another task type, or retry.`, said: null };
  }
  if (error instanceof StorageNotAllowedError) {
    return {
      title: `This server does not allow uploads to ${error.origin}`,
      advice: `Nothing was sent and nothing was charged. Whoever runs this server adds ${error.origin} to STORAGE_ORIGINS and restarts it; then reload this page and retry.`,
      said: null,
    };
  }
  if (error instanceof StorageError) {
    const said = error.code === null ? error.message : `${error.code}: ${error.message}`;
    if (error.transient) return { title: 'Storage is busy', advice: 'Nothing is lost; it is tried again.', said };
    return error.urlRefused
      ? { title: 'Storage refused the upload address', advice: `It may have expired. ${charged(finalizesSent)} Retry makes a fresh job in place of this one.`, said }
      : { title: `Storage refused the file (${error.status})`, advice: 'Check that the file did not change since it was added, then retry.', said };
  }
  const { title, advice, said } = explainError(error);
  return { title, advice, said };
}

/** What was paid for a file so far, as far as this browser can know. */
function charged(finalizesSent: number): string {
  if (finalizesSent === 0) return 'Nothing was charged: no finalize was sent for this file.';
  return `${finalizesSent === 1 ? 'A finalize was' : `${finalizesSent} finalizes were`} sent for this file before, and may have been charged; a fresh job may charge again.`;
}

// The row shows what was sent and answered beside it.
function explainUnclear({ facts }: UnclearOutcomeError): ItemProblem {
  const title = facts.choice === 'fresh-job' ? 'The job is gone, and may have been charged' : 'It is not known whether the job was finalized';
  return { title, advice: 'Only Look again and Remove cost nothing.', said: null };
}
