import type { IncomingMessage } from 'node:http';

import { apiError } from './api-error.ts';

const PASSED_HEADERS = /^(?:content-(?:type|length|encoding)|etag|retry-after|cache-control|date|vary|x-request-id|(?:x-)?ratelimit(?:-[a-z-]+)?)$/;

/** The largest answer that is passed on; a detail with boxes for half an hour of video has some 10 MB. */
const MAX_ANSWER_BYTES = 32 * 1024 ** 2;
/** However little there is, and however slowly it comes. */
const MAX_ANSWER_MS = 300_000;

/**
 * The platform's answer as ours: listed headers only, the body streamed; a redirect becomes a 502. Resolves once the first
 * piece of the body is there: most answers are whole by then, and go out at once.
 */
export async function toResponse(answer: IncomingMessage, method: string, idleMs: number): Promise<Response> {
  const status = answer.statusCode ?? 0;
  if ((status >= 300 && status < 400 && status !== 304) || status < 200 || status > 599) {
    answer.destroy();
    return apiError(502, 'UNEXPECTED_ANSWER', `The platform answered ${status}, which the Jobs API never does.`);
  }
  if (Number(answer.headers['content-length'] ?? 0) > MAX_ANSWER_BYTES) {
    answer.destroy();
    return apiError(502, 'UNEXPECTED_ANSWER', 'The platform answered more than the 32 MiB that are passed on.');
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined && PASSED_HEADERS.test(name)) headers.set(name, String(value));
  }
  if (method === 'HEAD' || status === 204 || status === 304) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  answer.setTimeout(idleMs, () => answer.destroy(new Error('The platform stopped in the middle of an answer.')));
  const late = setTimeout(() => answer.destroy(new Error('The platform took too long to end an answer.')), MAX_ANSWER_MS).unref();
  answer.once('close', () => clearTimeout(late));
  const pieces = readAhead(answer[Symbol.asyncIterator]());
  await pieces.first;
  // Otherwise the adapter holds an answer without a length back for a turn of the timers, to give it one.
  if (!headers.has('content-length')) headers.set('transfer-encoding', 'chunked');
  return new Response(streamOf(answer, pieces, MAX_ANSWER_BYTES), { status, headers });
}

type Piece = Uint8Array<ArrayBuffer>;

/** The same pieces, of which the first is asked for at once; `first` resolves when it is there, or will never be. */
function readAhead(pieces: AsyncIterator<Piece>): { readonly first: Promise<void>; readonly next: () => Promise<IteratorResult<Piece>> } {
  let first: Promise<IteratorResult<Piece>> | null = pieces.next();
  return {
    first: first.then(() => undefined, () => undefined),
    next() {
      const next = first ?? pieces.next();
      first = null;
      return next;
    },
  };
}

/**
 * The body as a stream that is read no faster than it is asked for. Cancelling it, as when the client goes away, ends the
 * exchange behind it too.
 */
export function bodyOf(answer: IncomingMessage): ReadableStream<Piece> {
  return streamOf(answer, answer[Symbol.asyncIterator](), Infinity);
}

function streamOf(answer: IncomingMessage, pieces: { next(): Promise<IteratorResult<Piece>> }, mostBytes: number): ReadableStream<Piece> {
  const announced = Number(answer.headers['content-length'] ?? Number.NaN);
  let length = 0;
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done) return controller.close();
      length += next.value.byteLength;
      if (length > mostBytes) {
        answer.destroy();
        return controller.error(new Error('The answer is too long.'));
      }
      controller.enqueue(next.value);
      if (length === announced) controller.close();
    },
    cancel: () => void answer.destroy(),
  });
}
