import { Hono } from 'hono';

import { apiError } from './api-error.ts';
import { type CredentialSource, credentialOf } from './credential.ts';
import { refuseCrossSite } from './cross-site.ts';
import { isLoopback } from './host.ts';
import type { JobsApi } from './jobs-api.ts';
import { securityHeaders } from './security-headers.ts';
import { sessionRoutes } from './session.ts';

/** What the app is made of. */
export interface AppParts {
  readonly api: JobsApi;
  readonly credentials: CredentialSource;
  /** Answers everything that is neither API nor session: the files of the app. */
  readonly pages: (request: Request) => Response;
  /** Shown by `/healthz`. */
  readonly version: string;
}

/** The whole same-origin server as one handler: security headers, health, session, Jobs API, pages. Never rejects. */
export function createApp({ api, credentials, pages, version }: AppParts): (request: Request) => Promise<Response> {
  const app = new Hono();

  app.use(async (c, next) => {
    const refused = isPrivatePath(c.req.path) ? refuseCrossSite(c.req.raw) : null;
    if (refused) c.res = refused;
    else await next();
    const page = new URL(c.req.url).hostname;
    for (const [name, value] of Object.entries(securityHeaders(api.storageOrigins(page)))) c.res.headers.set(name, value);
    if (isPrivatePath(c.req.path)) keepPrivate(c.res.headers);
  });

  app.get('/healthz', (c) => c.json({ status: 'ok', mode: api.mode, version }));
  app.route('/', sessionRoutes(api, credentials));
  app.all('/api/v1/*', (c) => serveApi(c.req.raw, api, credentials));
  app.all('*', (c) => {
    if (isPrivatePath(c.req.path)) return apiError(404, 'NOT_FOUND', `There is nothing at ${c.req.path}.`);
    return pages(c.req.raw);
  });

  app.onError((error) => {
    process.stderr.write(`${error.stack ?? error.message}\n`);
    return apiError(500, 'INTERNAL_ERROR', 'The server failed to answer; its log says why.');
  });

  return async (request) => app.fetch(request);
}

function isPrivatePath(path: string): boolean {
  return /^\/api(?:\/|$)/.test(path);
}

/** What one account gets is never served to another out of a cache. */
function keepPrivate(headers: Headers): void {
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  headers.append('vary', 'Authorization, Cookie');
}

async function serveApi(request: Request, api: JobsApi, source: CredentialSource): Promise<Response> {
  const credential = credentialOf(request, source);
  if (credential.from === 'shared' && !isLoopback(new URL(request.url).hostname)) {
    // A foreign name that resolves to this machine would make any web page one of ours.
    return apiError(421, 'MISDIRECTED_REQUEST', 'A server with a shared key answers only to a loopback name.');
  }
  if (credential.key === null && api.mode === 'gateway') {
    return apiError(401, 'INVALID_API_KEY', 'Not signed in: sign in with an API key, or send one as Authorization: Bearer.');
  }
  const headers = new Headers(request.headers);
  headers.delete('cookie');
  headers.delete('authorization');
  if (credential.key !== null) headers.set('authorization', `Bearer ${credential.key}`);
  const { url, method, body, signal } = request;
  return api.handle(new Request(url, { method, headers, signal, body, duplex: 'half' }));
}
