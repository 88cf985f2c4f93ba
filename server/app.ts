import { Hono } from 'hono';

import { ACCOUNT_CHANGED, ACCOUNT_HEADER } from '#src/jobs-api/account-header.ts';

import { accountOf } from './upstream/account-fingerprint.ts';
import { apiError } from './http/api-error.ts';
import { type Credential, type CredentialSource, credentialOf } from './auth/credential.ts';
import { isForeign, refuseCrossSite } from './auth/cross-site.ts';
import { isLoopback } from './http/host.ts';
import { makeInert } from './http/inert.ts';
import type { JobsApi } from './upstream/jobs-api.ts';
import { createKeyLimit, type KeyLimit } from './auth/key-limit.ts';
import { logFailure } from './http/log.ts';
import { mayHoldLinks } from './upstream/relay/attach-tokens.ts';
import { RELAY_PATH } from './upstream/relay/relay.ts';
import { securityHeaders } from './http/security-headers.ts';
import { type Client, sessionRoutes } from './auth/session.ts';

/** What the app is made of. */
export interface AppParts {
  readonly api: JobsApi;
  readonly credentials: CredentialSource;
  /** Answers everything that is neither API nor session: the files of the app. */
  readonly pages: (request: Request) => Response;
  /** Shown by `/healthz`. */
  readonly version: string;
  /** Whether the server stops: it then says that it is not ready for more. */
  readonly isStopping?: () => boolean;
}

/** The whole same-origin server as one handler: security headers, health, session, Jobs API, pages. Never rejects. */
export function createApp({ api, credentials, pages, version, isStopping = () => false }: AppParts): (request: Request, client?: Client) => Promise<Response> {
  const app = new Hono<{ Bindings: Client }>();
  const keys = createKeyLimit(credentials.clock);

  app.use(async (c, next) => {
    const refused = isPrivatePath(c.req.path) ? refuseCrossSite(c.req.raw) : null;
    if (refused) c.res = refused;
    else await next();
    const page = new URL(c.req.url).hostname;
    if (isPrivatePath(c.req.path)) {
      makeInert(c.res);
      keepPrivate(c.res.headers);
    }
    for (const [name, value] of Object.entries(securityHeaders(api.storageOrigins(page)))) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
  });

  app.get('/healthz', (c) => c.json({ status: 'ok', mode: api.mode, version }));
  app.get('/livez', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', (c) => {
    const built = pages(new Request(new URL('/', c.req.url))).status !== 503;
    return built && !isStopping() ? c.json({ status: 'ready' }) : c.json({ status: built ? 'stopping' : 'not built' }, 503);
  });
  app.route('/', sessionRoutes(api, credentials, keys));
  app.all('/api/v1/*', (c) => serveApi(c.req.raw, c.env, { api, credentials, keys }));
  app.all(`${RELAY_PATH}*`, (c) => serveRelay(c.req.raw, api, credentials));
  app.all('*', (c) => {
    if (isPrivatePath(c.req.path)) return apiError(404, 'NOT_FOUND', `There is nothing at ${c.req.path}.`);
    return pages(c.req.raw);
  });

  app.onError((error) => {
    logFailure('unexpected', error);
    return apiError(500, 'INTERNAL_ERROR', 'The server failed to answer; its log says why.');
  });

  return async (request, client = { address: '' }) => app.fetch(request, client);
}

function isPrivatePath(path: string): boolean {
  return /^\/api(?:\/|$)/.test(path);
}

/** What one account gets is never served to another out of a cache. */
function keepPrivate(headers: Headers): void {
  headers.set('cache-control', 'no-store');
  headers.append('vary', 'Authorization, Cookie');
}

/** What a call of the Jobs API goes through. */
interface ApiParts extends Pick<AppParts, 'api' | 'credentials'> {
  readonly keys: KeyLimit;
}

async function serveApi(request: Request, client: Client, { api, credentials, keys }: ApiParts): Promise<Response> {
  const credential = credentialOf(request, credentials);
  const refused = refuseCredential(request, api, credential) ?? refuseOtherAccount(request, api, credential);
  if (refused) return refused;
  const headers = new Headers(request.headers);
  headers.delete('cookie');
  headers.delete('authorization');
  if (credential.key !== null) headers.set('authorization', `Bearer ${credential.key}`);
  const { url, method, body, signal } = request;
  // Only a browser meets the CORS rules of storage; a caller with a key of its own gets what the platform says, to the byte.
  const { key } = credential;
  const passes = api.relay !== null && key !== null && credential.from !== 'header' && mayHoldLinks(request);
  if (passes) headers.delete('accept-encoding');
  const ask = (): Promise<Response> => api.handle(new Request(url, { method, headers, signal, body, duplex: 'half' }));
  const answer = await askWith(credential, client, ask, { api, credentials, keys });
  return passes && api.relay ? api.relay.offer(request, answer, accountOf(api.realm, key)) : answer;
}

/** A key that the caller brings may be a guess. The session's was checked when it was sealed; the sandbox's keys are no secret. */
async function askWith({ from, key }: Credential, { address }: Client, ask: () => Promise<Response>, { api, keys }: ApiParts): Promise<Response> {
  if (api.mode === 'sandbox' || key === null) return ask();
  const account = accountOf(api.realm, key);
  if (from !== 'header') {
    keys.note(account);
    return ask();
  }
  const answer = await keys.guard(account, address, ask);
  if (typeof answer !== 'number') return answer;
  return apiError(429, 'TOO_MANY_WRONG_KEYS', `Too many wrong keys. Try again in ${answer} s.`, { 'retry-after': String(answer) });
}

async function serveRelay(request: Request, api: JobsApi, source: CredentialSource): Promise<Response> {
  if (api.relay === null) return apiError(404, 'NOT_FOUND', 'The sandbox needs no relay.');
  const credential = credentialOf(request, source);
  const refused = refuseCredential(request, api, credential) ?? (isForeign(request) ? apiError(403, 'FORBIDDEN', 'This request comes from another site.') : null);
  return refused ?? api.relay.handle(request, accountOf(api.realm, credential.key ?? ''));
}

/** A page that counts on an account must not get, or pay for, the jobs of another one that signed in meanwhile. */
function refuseOtherAccount(request: Request, api: JobsApi, { key }: Credential): Response | null {
  const expected = request.headers.get(ACCOUNT_HEADER);
  if (expected === null || key === null || expected === accountOf(api.realm, key)) return null;
  return apiError(401, ACCOUNT_CHANGED, 'Another account is signed in in this browser now.');
}

function refuseCredential(request: Request, api: JobsApi, credential: Credential): Response | null {
  if (credential.from === 'shared' && !isLoopback(new URL(request.url).hostname)) {
    // A foreign name that resolves to this machine would make any web page one of ours.
    return apiError(421, 'MISDIRECTED_REQUEST', 'A server with a shared key answers only to a loopback name.');
  }
  if (credential.key === null && api.mode === 'gateway') {
    return apiError(401, 'INVALID_API_KEY', 'Not signed in: sign in with an API key, or send one as Authorization: Bearer.');
  }
  return null;
}
