import { apiError } from '../../http/api-error.ts';
import { readCapped } from '../../http/read-capped.ts';
import type { SealedBox } from '../../http/sealed-box.ts';
import { type Link, linksIn } from './links.ts';
import { sealRelayToken } from './relay-token.ts';
import { excessOf } from '#src/jobs-api/json-bounds.ts';
import { RELAY_FIELD } from '#src/jobs-api/relay.ts';

/** Whom passes are for, and for which addresses. */
export interface AttachTokensOptions {
  readonly sealedBox: SealedBox;
  readonly account: string;
  /** ms since the epoch. */
  readonly now: number;
  readonly mayRelay: (link: Link) => boolean;
}

/** A larger answer goes through as it is, without passes. */
const MOST_BYTES = 4 * 1024 ** 2;
/** So does one of more values: building and walking it would hold up everybody's answers. */
const BOUNDS = { depth: 100, values: 200_000 };

/**
 * Adds `assayRelay: {"<address>": "<pass>"}` at the end of a JSON object. Not one byte of what was said is changed:
 * numbers keep their digits, and doubled keys stay doubled. Anything else stays as it is.
 */
export async function attachTokens(answer: Response, options: AttachTokensOptions): Promise<Response> {
  if (answer.status !== 200 && answer.status !== 201) return answer;
  if (!answer.body || answer.headers.has('content-encoding')) return answer;
  if (!/\bjson\b/.test(answer.headers.get('content-type') ?? '') || Number(answer.headers.get('content-length') ?? 0) > MOST_BYTES) return answer;
  const read = await readCapped(answer.body, MOST_BYTES).catch(() => null);
  if (read === null) return apiError(502, 'UNEXPECTED_ANSWER', 'The answer broke off in the middle.');
  const { bytes, rest } = read;
  const { status, headers } = answer;
  if (rest) return new Response(rest, { status, headers });
  const text = new TextDecoder().decode(bytes).trimEnd();
  const passes = passesFor(text, options);
  if (passes === null) return new Response(bytes, { status, headers });
  headers.delete('content-length');
  headers.delete('transfer-encoding');
  headers.delete('etag');
  const comma = /^\s*\{\s*\}$/.test(text) ? '' : ',';
  return new Response(`${text.slice(0, -1)}${comma}${JSON.stringify(RELAY_FIELD)}:${passes}}`, { status, headers });
}

/** Whether a call is one whose answer carries addresses: create and detail. */
export function mayHoldLinks({ method, url }: Request): boolean {
  const { pathname } = new URL(url);
  return method === 'POST' ? pathname === '/api/v1/jobs' : method === 'GET' && /^\/api\/v1\/jobs\/[^/]+$/.test(pathname);
}

function passesFor(text: string, { sealedBox, account, now, mayRelay }: AttachTokensOptions): string | null {
  if (excessOf(text, BOUNDS) !== null) return null;
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return null;
  const links = linksIn(answer).filter(mayRelay);
  if (links.length === 0) return null;
  return JSON.stringify(Object.fromEntries(links.map((link) => [link.url, sealRelayToken(sealedBox, link, account, now)])));
}
