import { parse, serialize } from 'hono/utils/cookie';
import * as z from 'zod/mini';

import { isLoopback } from '../http/host.ts';
import type { SealedBox } from '../http/sealed-box.ts';

/** How long a sign-in lasts. */
const LIFE_SECONDS = 12 * 60 * 60;

/** The clocks of two instances are never quite the same. */
const SKEW_MS = 60_000;

// A `__Host-` cookie must be Secure, which a browser refuses over plain http, so that there are two names.
const SECURE_NAME = '__Host-assay_session';
const PLAIN_NAME = 'assay_session';

const contents = z.object({ key: z.string(), issuedAt: z.number(), tenant: z.optional(z.string()) });

/** Who signed in. */
export interface SignIn {
  readonly key: string;
  /** The tenant of the key, as `tenantOf` gives it; null where the platform names none. */
  readonly tenant: string | null;
}

/** Who signed in, by this request's session cookie; null without a cookie that is sealed by us and younger than 12 h. */
export function readSignIn(request: Request, sealedBox: SealedBox, now: number): SignIn | null {
  const header = request.headers.get('cookie') ?? '';
  // A neighbour under the same domain can set the plain name for us, so that it counts only where no other one can be had.
  const name = isSecurePage(request) || isListed(header, SECURE_NAME) ? SECURE_NAME : PLAIN_NAME;
  const sealed = parse(header, name)[name];
  const opened = sealed === undefined ? null : sealedBox.open(sealed);
  if (opened === null) return null;
  const found = contents.safeParse(JSON.parse(opened)).data;
  if (!found) return null;
  const age = now - found.issuedAt;
  return age >= -SKEW_MS && age < LIFE_SECONDS * 1000 ? { key: found.key, tenant: found.tenant ?? null } : null;
}

/** Whether the request carries a session cookie at all, valid or not: only a browser that was here does. */
export function hasSessionCookie(request: Request): boolean {
  return (request.headers.get('cookie') ?? '').includes(`${PLAIN_NAME}=`);
}

/** The `Set-Cookie` value that keeps the sign-in, sealed, in the browser that sent the request. */
export function sessionCookie(request: Request, sealedBox: SealedBox, { key, tenant }: SignIn, now: number): string {
  return cookie(request, sealedBox.sealedBox(JSON.stringify({ key, tenant: tenant ?? undefined, issuedAt: now })), LIFE_SECONDS);
}

/** The `Set-Cookie` value that ends the session of the browser that sent the request. */
export function clearedCookie(request: Request): string {
  return cookie(request, '', 0);
}

function cookie(request: Request, value: string, maxAge: number): string {
  const options = { httpOnly: true, sameSite: 'Strict', maxAge } as const;
  // Cookies ignore ports: the path keeps the plain one from the sandbox's storage, which has the same host.
  return isSecurePage(request)
    ? serialize(SECURE_NAME, value, { ...options, path: '/', secure: true })
    : serialize(PLAIN_NAME, value, { ...options, path: '/api' });
}

function isListed(header: string, name: string): boolean {
  return header.split(';').some((pair) => pair.trim().startsWith(`${name}=`));
}

/**
 * Behind a proxy that ends TLS the request arrives as http. The browser's own Origin still says https, and it sends
 * Fetch Metadata over https, or to this very machine, alone.
 */
function isSecurePage(request: Request): boolean {
  const { protocol, hostname } = new URL(request.url);
  const trusted = request.headers.has('sec-fetch-site') && !isLoopback(hostname) && !hostname.endsWith('.localhost');
  return protocol === 'https:' || (request.headers.get('origin') ?? '').startsWith('https:') || trusted;
}
