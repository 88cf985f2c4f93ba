import type { IncomingMessage } from 'node:http';

import { apiError } from '../../http/api-error.ts';
import { openBody } from '../../http/open-body.ts';
import { RELAYED_HEADER } from '#src/jobs-api/relay.ts';

const PASSED = /^(?:content-(?:type|length|range)|accept-ranges|etag|last-modified|retry-after|date)$/;

/**
 * Storage's answer as ours, streamed, marked as storage's own word, and a download whatever it is.
 * @throws what broke the answer off before its first byte.
 */
export async function answerOfStorage(answer: IncomingMessage, method: string): Promise<Response> {
  const status = answer.statusCode ?? 0;
  if (status < 200 || status === 205 || (status >= 300 && status < 400) || status > 599 || (answer.headers['content-encoding'] ?? 'identity') !== 'identity') {
    answer.destroy();
    return apiError(502, 'UNEXPECTED_ANSWER', `Storage answered ${status}, or in a coding that was not asked for.`);
  }
  const headers = new Headers({
    [RELAYED_HEADER]: 'storage',
    'cache-control': 'private, no-store',
    'content-disposition': 'attachment',
  });
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined && PASSED.test(name)) headers.set(name, String(value));
  }
  if (method === 'HEAD' || status === 204) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  return new Response(await openBody(answer), { status, headers });
}
