import { type Agent, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';

import { awaitAnswer } from './await-answer.ts';

/** The largest body the Jobs API takes. */
export const MAX_BODY_BYTES = 1_048_576;

/** The body grew past `MAX_BODY_BYTES` while it streamed. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** No response headers came in time. */
export class HeadersTimeoutError extends Error {
  override readonly name = 'HeadersTimeoutError';
}

// Cookies, addresses and what else the browser tells of itself stay here.
const PASSED_HEADERS = ['accept', 'accept-encoding', 'accept-language', 'authorization', 'content-type', 'content-length', 'if-none-match'];
/** Makes a create that is repeated the same one (wire format, section 6.2). */
const IDEMPOTENCY_KEY = 'idempotency-key';

/**
 * Sends the request to `target` and resolves at the response headers. Gives up when the request's signal aborts.
 * @throws BodyTooLargeError, HeadersTimeoutError, or Node's own error when the platform cannot be reached.
 */
export function sendUpstream(request: Request, target: URL, agent: Agent, timeoutMs: number): Promise<IncomingMessage> {
  const first = exchange(request, target, agent, timeoutMs);
  if (request.method !== 'GET' && request.method !== 'HEAD') return first;
  return first.catch((error: unknown) => {
    // A kept-alive connection that the platform closed just now says nothing about the platform.
    if (error instanceof StaleConnectionError) return exchange(request, target, agent, timeoutMs);
    throw error;
  });
}

class StaleConnectionError extends Error {}

function exchange(request: Request, target: URL, agent: Agent, timeoutMs: number): Promise<IncomingMessage> {
  const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
  const body = bodyOf(request);
  const outgoing = send(target, { method: request.method, headers: passedHeaders(request, body !== null), agent });
  const timer = setTimeout(() => outgoing.destroy(new HeadersTimeoutError()), timeoutMs);
  const abort = (): void => void outgoing.destroy();
  request.signal.addEventListener('abort', abort, { once: true });
  const answered = awaitAnswer(outgoing).finally(() => clearTimeout(timer));
  outgoing.on('close', () => {
    request.signal.removeEventListener('abort', abort);
  });
  // What ends the pipe ends `outgoing` too, whose own events say the rest.
  if (body) pipeline(capped(body, () => outgoing.destroy(new BodyTooLargeError())), outgoing, () => {});
  else outgoing.end();
  if (request.signal.aborted) abort();
  return answered.catch((error: NodeJS.ErrnoException) => {
    throw outgoing.reusedSocket && error.code === 'ECONNRESET' ? new StaleConnectionError(error.message) : error;
  });
}

/** A length without its body, as a GET can bring one, would make the platform take the next request on the line for it. */
function passedHeaders(request: Request, withBody: boolean): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': 'Assay' };
  for (const name of PASSED_HEADERS) {
    const value = request.headers.get(name);
    if (value !== null && (withBody || name !== 'content-length')) headers[name] = value;
  }
  const idempotencyKey = request.method === 'POST' ? request.headers.get(IDEMPOTENCY_KEY) : null;
  if (idempotencyKey !== null) headers[IDEMPOTENCY_KEY] = idempotencyKey;
  return headers;
}

/** The adapter gives every POST a stream; only one with a length or chunks has something in it. */
function bodyOf(request: Request): ReadableStream<Uint8Array> | null {
  const { headers } = request;
  const announced = Number(headers.get('content-length') ?? 0) > 0 || headers.has('transfer-encoding');
  return announced ? request.body : null;
}

async function* capped(body: ReadableStream<Uint8Array>, onExcess: () => void): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of body) {
    total += chunk.byteLength;
    if (total > MAX_BODY_BYTES) {
      onExcess();
      return;
    }
    yield chunk;
  }
}
