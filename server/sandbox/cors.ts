import { storageError } from './storage-xml-error.ts';

/** Headers that let a page read the answer; none for an origin that is not allowed. `allowed` null means any origin. */
export function corsHeaders(request: Request, allowed: readonly string[] | null): Record<string, string> {
  const origin = request.headers.get('origin');
  if (origin === null || (allowed && !allowed.includes(origin))) return allowed ? { vary: 'Origin' } : {};
  return {
    'access-control-allow-origin': allowed ? origin : '*',
    'access-control-expose-headers': 'ETag, Content-Length, Content-Range, Accept-Ranges',
    ...(allowed ? { vary: 'Origin' } : {}),
  };
}

/**
 * Answers a preflight. Only `content-type` and `range` may be sent along: a page that adds a credential is refused by
 * its own browser.
 */
export function answerPreflight(request: Request, allowed: readonly string[] | null): Response {
  const headers = corsHeaders(request, allowed);
  const method = request.headers.get('access-control-request-method') ?? '';
  const asked = (request.headers.get('access-control-request-headers') ?? '').toLowerCase().split(',').map((name) => name.trim()).filter(Boolean);
  const fits = ['PUT', 'GET', 'HEAD'].includes(method) && asked.every((name) => name === 'content-type' || name === 'range');
  if (!headers['access-control-allow-origin'] || !fits) {
    const refused = storageError('AccessForbidden', 'CORSResponse: This CORS request is not allowed.');
    if (headers['vary']) refused.headers.set('vary', headers['vary']);
    return refused;
  }
  return new Response(null, {
    status: 200,
    headers: {
      ...headers,
      'access-control-allow-methods': 'PUT, GET, HEAD',
      'access-control-allow-headers': 'content-type, range',
      'access-control-max-age': '3000',
    },
  });
}
