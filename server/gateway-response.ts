import type { IncomingMessage } from 'node:http';

import { apiError } from './api-error.ts';

const PASSED_HEADERS = /^(?:content-(?:type|length|encoding)|etag|retry-after|cache-control|date|vary|x-request-id|(?:x-)?ratelimit(?:-[a-z-]+)?)$/;

/** The platform's answer as ours: listed headers only, the body streamed; a redirect becomes a 502. */
export function toResponse(answer: IncomingMessage, method: string, idleMs: number): Response {
  const status = answer.statusCode ?? 0;
  if ((status >= 300 && status < 400 && status !== 304) || status < 200 || status > 599) {
    answer.destroy();
    return apiError(502, 'UNEXPECTED_ANSWER', `The platform answered ${status}, which the Jobs API never does.`);
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
  return new Response(bodyOf(answer), { status, headers });
}

/** Cancelling it, as when the client goes away, ends the exchange with the platform too. */
function bodyOf(answer: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = answer[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: () => void answer.destroy(),
  });
}
