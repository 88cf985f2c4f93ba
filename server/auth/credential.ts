import { isHeaderSafeKey } from './api-key.ts';
import type { SealedBox } from '../http/sealed-box.ts';
import { hasSessionCookie, readSignIn } from './session-cookie.ts';

/** The key the embedded sandbox gives to a browser that has not signed in. */
export const SANDBOX_KEY = 'api_sandbox';

/** Which key serves a request, and whose it is. */
export type Credential =
  | { readonly from: 'session'; readonly key: string; readonly tenant: string | null }
  | { readonly from: 'header' | 'shared' | 'sandbox'; readonly key: string }
  | { readonly from: 'nobody'; readonly key: null };

/** What `credentialOf` looks at besides the request. */
export interface CredentialSource {
  readonly mode: 'sandbox' | 'gateway';
  readonly sharedKey: string | null;
  readonly sealedBox: SealedBox;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** The caller's own key, else the session's, else the shared one, else in the sandbox a browser's own. */
export function credentialOf(request: Request, source: CredentialSource): Credential {
  const own = bearerKey(request);
  if (own !== null) return { from: 'header', key: own };
  const session = readSignIn(request, source.sealedBox, source.clock());
  if (session !== null) return { from: 'session', ...session };
  if (source.sharedKey !== null) return { from: 'shared', key: source.sharedKey };
  if (source.mode === 'sandbox' && isOurPage(request)) return { from: 'sandbox', key: SANDBOX_KEY };
  return { from: 'nobody', key: null };
}

/** The key of an `Authorization: Bearer` header, or null. A proxy's Basic sign-in in front of this server is not one. */
export function bearerKey(request: Request): string | null {
  const key = /^Bearer +(.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]?.trim();
  return key !== undefined && isHeaderSafeKey(key) ? key : null;
}

/** curl and SDKs send neither: they meet the documented 401 when they forget the key. */
function isOurPage(request: Request): boolean {
  return ['same-origin', 'none'].includes(request.headers.get('sec-fetch-site') ?? '') || hasSessionCookie(request);
}
