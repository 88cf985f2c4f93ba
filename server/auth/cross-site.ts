import { apiError } from '../http/api-error.ts';
import { bearerKey } from './credential.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The 403 for a request that would change something and comes from a page that is not ours, or null. A request with a
 * key of its own passes: nothing is done in the name of whoever is signed in.
 */
export function refuseCrossSite(request: Request): Response | null {
  if (SAFE_METHODS.has(request.method) || bearerKey(request) !== null) return null;
  if (!isForeign(request) && isOwnOrigin(request)) return null;
  return apiError(403, 'FORBIDDEN', 'This request comes from another site and carries no API key of its own.');
}

/** Whether the browser says that a page of another origin asks. */
export function isForeign(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  return site !== null && site !== 'same-origin' && site !== 'none';
}

/** Compares hosts alone: behind a proxy that ends TLS the page is https and the request is http. */
function isOwnOrigin(request: Request): boolean {
  const origin = request.headers.get('origin');
  return origin === null || URL.parse(origin)?.host === new URL(request.url).host;
}
