import { type Context, Hono } from 'hono';
import * as z from 'zod/mini';

import { accountOf } from '../upstream/account-fingerprint.ts';
import { apiError } from '../http/api-error.ts';
import { isHeaderSafeKey } from './api-key.ts';
import { askTenant } from './ask-tenant.ts';
import { checkKey } from './check-key.ts';
import { type Credential, type CredentialSource, credentialOf, SANDBOX_KEY } from './credential.ts';
import type { JobsApi } from '../upstream/jobs-api.ts';
import type { KeyLimit } from './key-limit.ts';
import { createKnownTenants } from './known-tenants.ts';
import { readCapped } from '../http/read-capped.ts';
import { clearedCookie, sessionCookie, type SignIn } from './session-cookie.ts';

const MAX_BODY_BYTES = 16_384;
const BODY_TIMEOUT_MS = 10_000;

const signInBody = z.object({ apiKey: z.string() });

/** The answer of `/api/session`: what the page may know of who is signed in. The key is never in it. */
export interface SessionState {
  readonly mode: 'sandbox' | 'gateway';
  readonly host: string;
  readonly signedIn: boolean;
  /** Whether signing in with a key of one's own is possible: not when everyone shares one. */
  readonly canSignIn: boolean;
  readonly sharedKey: boolean;
  /** Sixteen hexadecimal digits that stand for the platform and the key; calls are bound to it. */
  readonly account: string | null;
  /** Thirty-two that stand for the platform and the key's tenant; null where the platform names none. What a browser keeps goes by it. */
  readonly tenant: string | null;
  /** CSP host sources of the storage that the page may reach (`STORAGE_ORIGINS`); in the sandbox, its own storage. */
  readonly storageOrigins: readonly string[];
}

/** Who is at the other end. */
export interface Client {
  /** The address, as far as it can be known; wrong keys are counted by it. */
  readonly address: string;
}

/** `/api/session`: GET tells the state, POST `{apiKey}` signs in, DELETE signs out. All three answer the state. */
export function sessionRoutes(api: JobsApi, source: CredentialSource, keys: KeyLimit): Hono<{ Bindings: Client }> {
  const routes = new Hono<{ Bindings: Client }>();

  const tenantOfOwn = createKnownTenants(api, source.clock);

  /** The answer to a browser that has no sign-in of its own; in the sandbox it gets the sandbox's key all the same. */
  const withoutSignIn = async (c: Context<{ Bindings: Client }>): Promise<Response> => {
    const { sharedKey, sealedBox, clock } = source;
    const request = c.req.raw;
    if (sharedKey === null && api.mode === 'gateway') return c.json(describe(request, api, source, null));
    const key = sharedKey ?? SANDBOX_KEY;
    const signIn = { key, tenant: await tenantOfOwn(key, request.url) };
    // Without Fetch Metadata, as over plain http from another machine, a cookie tells a browser from an SDK.
    if (sharedKey === null && !request.headers.has('sec-fetch-site')) c.header('set-cookie', sessionCookie(request, sealedBox, signIn, clock()));
    return c.json(describe(request, api, source, signIn));
  };

  /** A key that a caller brings may be a guess: of its tenant nothing is asked. */
  const tenantOfCaller = async (request: Request, credential: Credential & { key: string }): Promise<string | null> => {
    if (credential.from === 'session') return credential.tenant;
    return credential.from === 'header' ? null : tenantOfOwn(credential.key, request.url);
  };

  routes.get('/api/session', async (c) => {
    const request = c.req.raw;
    const credential = credentialOf(request, source);
    if (credential.from === 'nobody') return withoutSignIn(c);
    return c.json(describe(request, api, source, { key: credential.key, tenant: await tenantOfCaller(request, credential) }));
  });

  routes.post('/api/session', async (c) => {
    if (source.sharedKey !== null) return apiError(403, 'FORBIDDEN', 'Everyone who uses this server shares one API key.');
    const request = c.req.raw;
    const key = await readKey(request);
    if (key === null) {
      return apiError(400, 'INVALID_REQUEST', 'An API key is 1 to 1024 letters, digits and signs, without spaces.');
    }
    const checked = await keys.guard(accountOf(api.realm, key), c.env.address, () => checkKey(api, key, request.url));
    if (typeof checked === 'number') {
      return apiError(429, 'TOO_MANY_SIGN_INS', `Too many wrong keys. Try again in ${checked} s.`, { 'retry-after': String(checked) });
    }
    if (checked.status !== 200) return checked;
    const signedIn = { key, tenant: (await askTenant(api, key, request.url)) ?? null };
    c.header('set-cookie', sessionCookie(request, source.sealedBox, signedIn, source.clock()));
    return c.json(describe(request, api, source, signedIn));
  });

  routes.delete('/api/session', (c) => {
    c.header('set-cookie', clearedCookie(c.req.raw));
    return withoutSignIn(c);
  });

  return routes;
}

/** The key of a sign-in body, trimmed as pasted text needs, or null when it is not one. */
async function readKey(request: Request): Promise<string | null> {
  const text = await readBody(request).catch(() => null);
  const key = text === null ? '' : (signInBody.safeParse(parseJson(text)).data?.apiKey.trim() ?? '');
  return isHeaderSafeKey(key) ? key : null;
}

/** A body that is too long, or comes drop by drop, is null. */
async function readBody({ body }: Request): Promise<string | null> {
  if (!body) return null;
  const late = AbortSignal.timeout(BODY_TIMEOUT_MS);
  const gone = new Promise<null>((resolve) => {
    late.addEventListener('abort', () => resolve(null), { once: true });
  });
  const read = readCapped(body, MAX_BODY_BYTES).then(({ bytes, rest }) => (rest ? rest.cancel().then(() => null) : new TextDecoder().decode(bytes)));
  return Promise.race([read, gone]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function describe(request: Request, api: JobsApi, source: CredentialSource, signIn: SignIn | null): SessionState {
  return {
    mode: api.mode,
    host: api.host,
    signedIn: signIn !== null,
    canSignIn: source.sharedKey === null,
    sharedKey: source.sharedKey !== null,
    account: signIn === null ? null : accountOf(api.realm, signIn.key),
    tenant: signIn?.tenant ?? null,
    storageOrigins: api.storageOrigins(new URL(request.url).hostname),
  };
}
