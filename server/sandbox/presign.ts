import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a presigned URL lets its bearer do. Reading covers GET and HEAD. */
export type PresignedMethod = 'PUT' | 'GET';

/** Why a presigned URL does not open: not signed at all, signed for something else, or past its time. */
export type PresignFault = 'unsigned' | 'mismatch' | 'expired';

/** A URL that opens one key of the storage for one method, until a time. */
export interface PresignedUrl {
  readonly url: string;
  /** ms epoch. */
  readonly expiresAt: number;
}

/** Signs and checks storage URLs with one secret. */
export interface Presigner {
  /** `key` is a path under the storage's origin, without a leading slash. */
  sign(method: PresignedMethod, key: string): PresignedUrl;
  /** null when the URL opens `key` for `method` now. */
  faultIn(url: URL, method: PresignedMethod, key: string): PresignFault | null;
}

/** Settings of a presigner; times in ms. */
export interface PresignerOptions {
  readonly secret: string;
  readonly clock: () => number;
  readonly lifetimeMs: number;
  readonly origin: () => string;
}

/** Makes a presigner. The signature covers method, key and expiry, so that a URL opens a single slot and only as meant. */
export function createPresigner({ secret, clock, lifetimeMs, origin }: PresignerOptions): Presigner {
  const signature = (method: string, key: string, expires: string): string =>
    createHmac('sha256', secret).update([method, key, expires].join('\n')).digest('hex');
  return {
    sign(method, key) {
      const expires = Math.ceil((clock() + lifetimeMs) / 1000);
      const query = new URLSearchParams({ expires: String(expires), signature: signature(method, key, String(expires)) });
      return { url: `${origin()}/${key}?${query.toString()}`, expiresAt: expires * 1000 };
    },
    faultIn(url, method, key) {
      const expires = url.searchParams.get('expires');
      const given = url.searchParams.get('signature');
      if (expires === null || given === null) return 'unsigned';
      if (!same(given, signature(method, key, expires))) return 'mismatch';
      return Number(expires) * 1000 <= clock() ? 'expired' : null;
    },
  };
}

function same(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
