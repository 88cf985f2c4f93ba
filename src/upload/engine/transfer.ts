import { NetworkError, TimeoutError, httpErrorOf } from '#src/jobs-api/errors.ts';
import { blockedStorageOrigin } from '#src/jobs-api/storage-origin.ts';
import { RELAYED_HEADER, isRefusing, refusesThisPage, relayFor, withoutPass } from '#src/jobs-api/relay.ts';
import { StorageError, StorageNotAllowedError, UploadAnswerLostError } from '../model/transfer-error.ts';

/** One PUT of bytes to a presigned URL. */
export interface TransferRequest {
  readonly url: string;
  readonly body: Blob;
  /** Exactly as declared at creation (wire format, section 4). */
  readonly contentType: string;
  readonly signal: AbortSignal;
  /** Bytes handed to the network so far; never more than the body's size. */
  readonly onProgress: (sentBytes: number) => void;
  /** Asks elsewhere whether storage holds the bytes, once they are sent and its own answer is lost; false also when nobody can tell. */
  readonly isStored?: () => Promise<boolean>;
}

/**
 * Sends bytes to storage. Throws {@link StorageError}, {@link NetworkError}, {@link TimeoutError} for a stall,
 * {@link StorageNotAllowedError} before a byte is sent, or the signal's reason.
 */
export type Transfer = (request: TransferRequest) => Promise<void>;

const STALL_MS = 30_000;
/** What a proxy that takes an upload whole before it passes it on needs at the least, once the last byte has left. */
const ANSWER_MS = 120_000;
/** Bytes a ms: the slowest line behind such a proxy that is waited for, 2 Mbit/s. */
const SLOWEST_LINE = 250;
/** Storage's own errors are a few hundred bytes. */
const MOST_ANSWER_BYTES = 1_000_000;
/** A line that breaks at the very end looks the same as an answer that the page may not read, but seldom comes three times in a row. */
const MOST_LOST_ANSWERS = 3;

/** Uploads in a row whose answer could not be read, by origin of storage. */
const lostAnswers = new Map<string, number>();

/**
 * Sends straight to storage, without a credential. When storage refuses this page before it takes a byte, or lets it read
 * no answer, and the server offers a relay for the address, the same bytes go through the server.
 */
export const xhrTransfer: Transfer = async (request) => {
  const { url, signal, isStored } = request;
  const relay = relayFor(url);
  if (relay !== null && isRefusing(url)) return put({ ...request, url: relay });
  const direct = withoutPass(url);
  const blocked = blockedStorageOrigin(direct);
  if (blocked !== null) throw new StorageNotAllowedError(blocked);
  let moved = false;
  const onProgress = (sentBytes: number) => {
    moved ||= sentBytes > 0;
    request.onProgress(sentBytes);
  };
  const { origin } = new URL(direct);
  try {
    await put({ ...request, url: direct, onProgress });
    lostAnswers.delete(origin);
  } catch (error) {
    const isLost = error instanceof UploadAnswerLostError;
    if (isLost && (await isStored?.())) return;
    signal.throwIfAborted();
    if (isLost) lostAnswers.set(origin, (lostAnswers.get(origin) ?? 0) + 1);
    const mayBeRefused = isLost ? (lostAnswers.get(origin) ?? 0) >= MOST_LOST_ANSWERS : error instanceof NetworkError && !moved;
    if (!mayBeRefused || relay === null || !(await refusesThisPage(url, fetch, signal))) throw error;
    await put({ ...request, url: relay });
  }
};

/**
 * One PUT by XMLHttpRequest, the one browser API that reports upload progress.
 * It fails when nothing moves for 30 s, however long it takes in all; once the last byte has left, the answer has 2 min and
 * the time in which a slow proxy passes the file on. What ends it is told at once: a request that is aborted at its very
 * end fires no event any more.
 */
const put: Transfer = ({ url, body, contentType, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const xhr = new XMLHttpRequest();
    let stall: ReturnType<typeof setTimeout>;
    let isSent = false;
    const end = (tell: () => void) => {
      clearTimeout(stall);
      signal.removeEventListener('abort', onAbort);
      tell();
      xhr.abort();
    };
    const onAbort = () => end(() => reject(abortReason(signal)));
    const answered = () => end(() => {
      const error = errorOf(xhr, url, isSent);
      if (error === null) resolve();
      else reject(error);
    });
    const watch = () => {
      clearTimeout(stall);
      const ms = isSent ? ANSWER_MS + body.size / SLOWEST_LINE : STALL_MS;
      const stalled = () => (isSent ? new UploadAnswerLostError('Storage did not answer after the last byte.') : new TimeoutError(`Nothing moved for ${STALL_MS / 1_000} s.`));
      stall = setTimeout(() => end(() => reject(stalled())), ms);
    };
    signal.addEventListener('abort', onAbort);
    xhr.upload.addEventListener('progress', (event) => {
      watch();
      onProgress(Math.min(event.loaded, body.size));
    });
    xhr.upload.addEventListener('load', () => {
      isSent = true;
      watch();
    });
    xhr.addEventListener('progress', ({ loaded }) => {
      if (loaded > MOST_ANSWER_BYTES) answered();
    });
    xhr.addEventListener('loadend', answered);
    xhr.open('PUT', url);
    xhr.withCredentials = false;
    xhr.setRequestHeader('Content-Type', contentType);
    watch();
    xhr.send(body);
  });

/** What storage's answer, as far as it has come, says against the transfer; null when the bytes were taken. */
function errorOf(xhr: XMLHttpRequest, url: string, isSent: boolean): Error | null {
  if (xhr.status === 0) return isSent ? new UploadAnswerLostError('Storage took every byte, but no answer of it can be read.') : new NetworkError('The connection to storage was lost.');
  if (xhr.status >= 200 && xhr.status < 300) return null;
  const answer = httpErrorOf(xhr.status, retryAfterHeader(xhr), xhr.responseText, Date.now());
  // Of what the relay says itself, only that nobody is signed in concerns more than this transfer.
  const signedOut = xhr.status === 401 && url.startsWith('/') && xhr.getResponseHeader(RELAYED_HEADER) === null;
  return signedOut ? answer : new StorageError(answer);
}

function retryAfterHeader(xhr: XMLHttpRequest): Headers {
  const value = xhr.getAllResponseHeaders().match(/^retry-after:\s*(.+)$/im)?.[1];
  return new Headers(value === undefined ? {} : { 'retry-after': value.trim() });
}

function abortReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError');
}
