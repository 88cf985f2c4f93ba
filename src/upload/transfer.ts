import { NetworkError, TimeoutError, httpErrorOf } from '#src/jobs-api/errors.ts';
import { RELAYED_HEADER, isRefusing, refusesThisPage, relayFor, withoutPass } from '#src/jobs-api/relay.ts';
import { StorageError } from './storage-error.ts';

/** One PUT of bytes to a presigned URL. */
export interface TransferRequest {
  readonly url: string;
  readonly body: Blob;
  /** Exactly as declared at creation (wire format, section 4). */
  readonly contentType: string;
  readonly signal: AbortSignal;
  /** Bytes handed to the network so far; never more than the body's size. */
  readonly onProgress: (sentBytes: number) => void;
}

/**
 * Sends bytes to storage. Throws {@link StorageError}, {@link NetworkError}, {@link TimeoutError} for a stall,
 * or the signal's reason.
 */
export type Transfer = (request: TransferRequest) => Promise<void>;

const STALL_MS = 30_000;
/** Storage's own errors are a few hundred bytes. */
const MOST_ANSWER_BYTES = 1_000_000;

/**
 * Sends straight to storage, without a credential. When storage refuses this page before it takes a byte, and the
 * server offers a relay for the address, the same bytes go through the server.
 */
export const xhrTransfer: Transfer = async (request) => {
  const { url, signal } = request;
  const relay = relayFor(url);
  if (relay !== null && isRefusing(url)) return put({ ...request, url: relay });
  let moved = false;
  const onProgress = (sentBytes: number) => {
    moved ||= sentBytes > 0;
    request.onProgress(sentBytes);
  };
  try {
    await put({ ...request, url: withoutPass(url), onProgress });
  } catch (error) {
    const refused = error instanceof NetworkError && !moved && relay !== null && (await refusesThisPage(url, fetch, signal));
    if (!refused) throw error;
    await put({ ...request, url: relay });
  }
};

/**
 * One PUT by XMLHttpRequest, the one browser API that reports upload progress.
 * It fails when nothing moves for 30 s, however long it takes in all. What ends it is told at once: a request that is
 * aborted at its very end fires no event any more.
 */
const put: Transfer = ({ url, body, contentType, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const xhr = new XMLHttpRequest();
    let stall: ReturnType<typeof setTimeout>;
    const end = (tell: () => void) => {
      clearTimeout(stall);
      signal.removeEventListener('abort', onAbort);
      tell();
      xhr.abort();
    };
    const onAbort = () => end(() => reject(abortReason(signal)));
    const answered = () => end(() => {
      const error = errorOf(xhr, url);
      if (error === null) resolve();
      else reject(error);
    });
    const watch = () => {
      clearTimeout(stall);
      stall = setTimeout(() => end(() => reject(new TimeoutError(`Nothing moved for ${STALL_MS / 1_000} s.`))), STALL_MS);
    };
    signal.addEventListener('abort', onAbort);
    xhr.upload.addEventListener('progress', (event) => {
      watch();
      onProgress(Math.min(event.loaded, body.size));
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
function errorOf(xhr: XMLHttpRequest, url: string): Error | null {
  if (xhr.status === 0) return new NetworkError('The connection to storage was lost.');
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
