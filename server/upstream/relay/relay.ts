import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import { apiError } from '../../http/api-error.ts';
import { isLoopback } from '../../http/host.ts';
import type { SealedBox } from '../../http/sealed-box.ts';
import { forwardToStorage } from './forward.ts';
import type { Link } from './links.ts';
import { mayHoldLinks, attachTokens } from './attach-tokens.ts';
import { openRelayToken } from './relay-token.ts';
import { PrivateAddressError } from './public-address.ts';
import { isAtStorage } from '#src/jobs-api/storage-origin.ts';
import { answerOfStorage } from './storage-answer.ts';
import { createUpstreamLimit } from '../upstream-limit.ts';

/** Where relayed bytes go through: `/api/relay/<pass>`. */
export const RELAY_PATH = '/api/relay/';

/** The largest object that storage takes by one PUT. */
const MAX_PUT_BYTES = 5 * 1024 ** 3;

/** What a relay is made of. */
export interface RelayOptions {
  /** Origin of the platform; storage may be on this machine only when the platform is. */
  readonly apiUrl: string;
  /** CSP host sources of the storage; nothing else is relayed to. */
  readonly storageOrigins: readonly string[];
  readonly sealedBox: SealedBox;
  /** ms since the epoch. */
  readonly clock?: () => number;
  /** Without a byte in either direction for so long, a relay is given up. */
  readonly idleMs?: number;
}

/** The way of bytes to and from storage for browsers that storage refuses; see docs/decisions/0004. */
export interface Relay {
  /** The answer of the Jobs API with a pass for each storage address in it, in a field of its own; else as it was. */
  offer(request: Request, answer: Response, account: string): Promise<Response>;
  /** Answers `PUT` and `GET /api/relay/<pass>`. Never rejects for what storage does. */
  handle(request: Request, account: string): Promise<Response>;
  close(): void;
}

/** Makes a relay. It keeps nothing: any instance with the same secret serves a pass of any other. */
export function createRelay({ apiUrl, storageOrigins, sealedBox, clock = Date.now, idleMs = 120_000 }: RelayOptions): Relay {
  const limit = createUpstreamLimit();
  const nearby = isLoopback(new URL(apiUrl).hostname);
  const agents = { 'http:': new HttpAgent({ keepAlive: true }), 'https:': new HttpsAgent({ keepAlive: true }) };
  const mayRelayTo = (url: URL): boolean =>
    (url.protocol === 'https:' || (nearby && isLoopback(url.hostname))) && url.username === '' && url.password === '' && isAtStorage(url, storageOrigins);

  const mayRelay = ({ url }: Link): boolean => {
    const parsed = URL.parse(url);
    return parsed !== null && mayRelayTo(parsed);
  };
  /**
   * A result that passes through shows addresses that the page could not see before, such as of heatmaps. What stands in
   * a file is less than the platform's own word: they are for reading, at the very origin of the file, and lead no further.
   */
  const offerWithin = (answer: Response, result: URL, account: string): Promise<Response> =>
    attachTokens(answer, { sealedBox, account, now: clock(), mayRelay: (link) => link.method === 'GET' && !link.holdsResult && URL.parse(link.url)?.origin === result.origin && mayRelay(link) });

  return {
    async offer(request, answer, account) {
      return mayHoldLinks(request) ? attachTokens(answer, { sealedBox, account, now: clock(), mayRelay }) : answer;
    },
    async handle(request, account) {
      if (!['GET', 'HEAD', 'PUT'].includes(request.method)) {
        return apiError(405, 'METHOD_NOT_ALLOWED', `${request.method} is not allowed.`, { allow: 'GET, HEAD, PUT' });
      }
      const link = openRelayToken(sealedBox, new URL(request.url).pathname.slice(RELAY_PATH.length), account, clock());
      const url = link && URL.parse(link.url);
      if (!link || !url || !mayRelayTo(url) || (link.method === 'PUT') !== (request.method === 'PUT')) {
        return apiError(403, 'RELAY_REFUSED', 'This server did not give this pass to this account, or it has run out.');
      }
      if (request.method === 'PUT') {
        const length = Number(request.headers.get('content-length') ?? Number.NaN);
        if (Number.isNaN(length)) return apiError(411, 'LENGTH_REQUIRED', 'An upload says how long it is.');
        if (length > MAX_PUT_BYTES) return apiError(413, 'PAYLOAD_TOO_LARGE', 'Storage takes at most 5 GiB at once.');
      }
      const leave = await limit.enter(account);
      if (leave instanceof Response) return leave;
      try {
        const exchange = { agent: agents[url.protocol === 'https:' ? 'https:' : 'http:'], nearby, idleMs };
        const stored = await forwardToStorage(request, url, exchange);
        stored.once('close', leave);
        const answer = await answerOfStorage(stored, request.method);
        return link.holdsResult ? await offerWithin(answer, url, account) : answer;
      } catch (error) {
        leave();
        if (error instanceof PrivateAddressError) return apiError(403, 'RELAY_REFUSED', 'This address leads to a private network.');
        return apiError(502, 'STORAGE_UNREACHABLE', `Storage cannot be reached${codeOf(error)}.`);
      }
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
}
