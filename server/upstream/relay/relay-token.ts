import * as z from 'zod/mini';

import type { SealedBox } from '../../http/sealed-box.ts';
import type { Link } from './links.ts';

/** How long a pass holds; presigned addresses live about an hour (wire format, section 2). */
const LIFE_MS = 12 * 3_600_000;

/** The clocks of two instances are never quite the same. */
const SKEW_MS = 60_000;

const contents = z.object({ url: z.string(), method: z.enum(['PUT', 'GET']), holdsResult: z.optional(z.boolean()), account: z.string(), issuedAt: z.number() });

/** A pass for the relay: the address, what may be done with it, and the account that may, sealed into one word. */
export function sealRelayToken(sealedBox: SealedBox, { url, method, holdsResult }: Link, account: string, now: number): string {
  return sealedBox.sealedBox(JSON.stringify({ url, method, holdsResult, account, issuedAt: now }));
}

/** What a pass allows, or null when we did not make it, not for this account, or more than 12 h ago. */
export function openRelayToken(sealedBox: SealedBox, pass: string, account: string, now: number): Link | null {
  const opened = sealedBox.open(pass);
  const found = opened === null ? undefined : contents.safeParse(JSON.parse(opened)).data;
  if (!found || found.account !== account || now < found.issuedAt - SKEW_MS || now - found.issuedAt >= LIFE_MS) return null;
  return { url: found.url, method: found.method, holdsResult: found.holdsResult === true };
}
