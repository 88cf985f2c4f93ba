import { createHash } from 'node:crypto';

import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';

import { apiError } from './api-error.ts';
import { isHeaderSafeKey } from './api-key.ts';
import { checkKey } from './check-key.ts';
import { type CredentialSource, credentialOf, SANDBOX_KEY } from './credential.ts';
import type { JobsApi } from './jobs-api.ts';
import { clearedCookie, sessionCookie } from './session-cookie.ts';

const MAX_BODY_BYTES = 16_384;

const signIn = z.object({ apiKey: z.string() });

/** The answer of `/api/session`: what the page may know of who is signed in. The key is never in it. */
export interface SessionState {
  readonly mode: 'sandbox' | 'gateway';
  readonly host: string;
  readonly signedIn: boolean;
  /** Whether signing in with a key of one's own is possible: not when everyone shares one. */
  readonly canSignIn: boolean;
  readonly sharedKey: boolean;
  /** Sixteen hexadecimal digits that stand for the platform and the key; what a browser keeps on disk goes by it. */
  readonly account: string | null;
}

/** `/api/session`: GET tells the state, POST `{apiKey}` signs in, DELETE signs out. All three answer the state. */
export function sessionRoutes(api: JobsApi, source: CredentialSource): Hono {
  const routes = new Hono();

  /** The answer to a browser that has no sign-in of its own; in the sandbox it gets the sandbox's key all the same. */
  const withoutSignIn = (c: Context): Response => {
    const { sharedKey, seal, clock } = source;
    if (sharedKey !== null) return c.json(describe(api, source, sharedKey));
    if (api.mode === 'gateway') return c.json(describe(api, source, null));
    // Without Fetch Metadata, as over plain http from another machine, a cookie tells a browser from an SDK.
    const plain = !c.req.raw.headers.has('sec-fetch-site');
    if (plain) c.header('set-cookie', sessionCookie(c.req.raw, seal, SANDBOX_KEY, clock()));
    return c.json(describe(api, source, SANDBOX_KEY));
  };

  routes.get('/api/session', (c) => {
    const credential = credentialOf(c.req.raw, source);
    return credential.from === 'nobody' ? withoutSignIn(c) : c.json(describe(api, source, credential.key));
  });

  routes.post('/api/session', async (c) => {
    if (source.sharedKey !== null) return apiError(403, 'FORBIDDEN', 'Everyone who uses this server shares one API key.');
    const request = c.req.raw;
    const key = await readKey(request);
    if (key === null) {
      return apiError(400, 'INVALID_REQUEST', 'An API key is 1 to 1024 letters, digits and signs, without spaces.');
    }
    const refusal = await checkKey(api, key, request.url);
    if (refusal) return refusal;
    c.header('set-cookie', sessionCookie(request, source.seal, key, source.clock()));
    return c.json(describe(api, source, key));
  });

  routes.delete('/api/session', (c) => {
    c.header('set-cookie', clearedCookie(c.req.raw));
    return withoutSignIn(c);
  });

  return routes;
}

/** The key of a sign-in body, trimmed as pasted text needs, or null when it is not one. */
async function readKey(request: Request): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) return null;
  const body: unknown = await request.json().catch(() => null);
  const key = signIn.safeParse(body).data?.apiKey.trim() ?? '';
  return isHeaderSafeKey(key) ? key : null;
}

function describe(api: JobsApi, source: CredentialSource, key: string | null): SessionState {
  return {
    mode: api.mode,
    host: api.host,
    signedIn: key !== null,
    canSignIn: source.sharedKey === null,
    sharedKey: source.sharedKey !== null,
    account: key === null ? null : fingerprint(api.realm, key),
  };
}

function fingerprint(realm: string, key: string): string {
  return createHash('sha256').update(`${realm}\n${key}`).digest('hex').slice(0, 16);
}
