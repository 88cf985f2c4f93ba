import type { IncomingMessage } from 'node:http';

import { apiError } from '../api-error.ts';
import { bodyOf } from '../gateway-response.ts';
import { RELAYED_HEADER } from '#src/jobs-api/relay.ts';

const PASSED = /^(?:content-(?:type|length|range)|accept-ranges|etag|last-modified|retry-after|date)$/;

/**
 * Storage's answer as ours, streamed, marked as storage's own word. Whatever it is, it is no page of this origin: it
 * runs no script, frames nothing, and opens as a download.
 */
export function answerOfStorage(answer: IncomingMessage, method: string): Response {
  const status = answer.statusCode ?? 0;
  if (status < 200 || (status >= 300 && status < 400) || status > 599 || (answer.headers['content-encoding'] ?? 'identity') !== 'identity') {
    answer.destroy();
    return apiError(502, 'UNEXPECTED_ANSWER', `Storage answered ${status}, or in a coding that was not asked for.`);
  }
  const headers = new Headers({
    [RELAYED_HEADER]: 'storage',
    'cache-control': 'private, no-store',
    'content-disposition': 'attachment',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined && PASSED.test(name)) headers.set(name, String(value));
  }
  if (method === 'HEAD' || status === 204) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  return new Response(bodyOf(answer), { status, headers });
}
