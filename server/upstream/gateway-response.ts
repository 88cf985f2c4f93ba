import type { IncomingMessage } from 'node:http';

import { apiError } from '../http/api-error.ts';
import { openBody } from '../http/open-body.ts';

// Whether it may be cached, and by what id it is known, is for this server to say.
const PASSED_HEADERS = /^(?:content-(?:type|length|encoding)|etag|retry-after|date|(?:x-)?ratelimit(?:-[a-z-]+)?)$/;

/** The largest answer that is passed on; a detail with boxes for half an hour of video has some 10 MB. */
const MAX_ANSWER_BYTES = 32 * 1024 ** 2;
/** However little there is, and however slowly it comes. */
const MAX_ANSWER_MS = 300_000;

class StalledError extends Error {}

/**
 * The platform's answer as ours: listed headers only, the body streamed; what the Jobs API never answers becomes a 502.
 * Resolves once the first piece of the body is there: most answers are whole by then, and go out at once.
 */
export async function toResponse(answer: IncomingMessage, request: Request, idleMs: number): Promise<Response> {
  const status = answer.statusCode ?? 0;
  if (!isExpected(status, request)) {
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
  if (request.method === 'HEAD' || status === 204 || status === 304) {
    answer.resume();
    if (request.method !== 'HEAD') headers.delete('content-length');
    return new Response(null, { status, headers });
  }
  answer.setTimeout(idleMs, () => answer.destroy(new StalledError('The platform stopped in the middle of an answer.')));
  const late = setTimeout(() => answer.destroy(new Error('The platform took too long to end an answer.')), MAX_ANSWER_MS).unref();
  answer.once('close', () => clearTimeout(late));
  try {
    const body = await openBody(answer, MAX_ANSWER_BYTES);
    // Otherwise the adapter holds an answer without a length back for a turn of the timers, to give it one.
    if (!headers.has('content-length')) headers.set('transfer-encoding', 'chunked');
    return new Response(body, { status, headers });
  } catch (error) {
    if (error instanceof StalledError) return apiError(504, 'GATEWAY_TIMEOUT', `The platform began an answer, and sent nothing of it within ${idleMs / 1000} s.`);
    return apiError(502, 'UNEXPECTED_ANSWER', 'The platform broke its answer off before the first byte.');
  }
}

/** No redirect is followed, 205 is for forms in browsers and may have no body, and nothing is "not modified" to one who said nothing of what is known. */
function isExpected(status: number, request: Request): boolean {
  if (status === 304) return request.headers.has('if-none-match');
  return (status >= 200 && status < 300 && status !== 205) || (status >= 400 && status <= 599);
}
