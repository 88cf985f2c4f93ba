import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import { accountOf } from './account-fingerprint.ts';
import { apiError } from '../http/api-error.ts';
import { methodsAt } from './api-route.ts';
import { BodyTooLargeError, HeadersTimeoutError, MAX_BODY_BYTES, sendUpstream } from './gateway-request.ts';
import { toResponse } from './gateway-response.ts';
import type { JobsApi } from './jobs-api.ts';
import { createRelay } from './relay/relay.ts';
import type { SealedBox } from '../http/sealed-box.ts';
import { createUpstreamLimit } from './upstream-limit.ts';

/** Where the gateway leads. */
export interface GatewayOptions {
  /** Origin of the platform. */
  readonly apiUrl: string;
  readonly storageOrigins: readonly string[];
  /** Seals the passes of the relay. */
  readonly sealedBox: SealedBox;
  /** How long the platform may take until its headers, and then between two pieces of its body. */
  readonly timeoutMs?: number;
}

/** The way through to the platform: listed calls and headers alone pass, streamed both ways; no redirect is followed. */
export function createGateway({ apiUrl, storageOrigins, sealedBox, timeoutMs = 30_000 }: GatewayOptions): JobsApi {
  const agent = apiUrl.startsWith('https:') ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const relay = createRelay({ apiUrl, storageOrigins, sealedBox });
  const { host } = new URL(apiUrl);
  const limit = createUpstreamLimit();
  return {
    mode: 'gateway',
    host,
    realm: apiUrl,
    storageOrigins: () => storageOrigins,
    relay,
    storage: null,
    close() {
      agent.destroy();
      relay.close();
    },
    async handle(request) {
      const { pathname, search } = new URL(request.url);
      const methods = methodsAt(pathname);
      if (methods === null) return apiError(404, 'NOT_FOUND', `There is nothing at ${pathname}.`);
      if (!methods.includes(request.method)) {
        return apiError(405, 'METHOD_NOT_ALLOWED', `${request.method} is not allowed.`, { allow: methods.join(', ') });
      }
      if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) return tooLarge();
      const leave = await limit.enter(accountOf(apiUrl, request.headers.get('authorization') ?? ''));
      if (leave instanceof Response) return leave;
      try {
        const answer = await sendUpstream(request, new URL(pathname + search, apiUrl), agent, timeoutMs);
        answer.once('close', leave);
        return await toResponse(answer, request, timeoutMs);
      } catch (error) {
        leave();
        if (error instanceof BodyTooLargeError) return tooLarge();
        if (error instanceof HeadersTimeoutError) {
          return apiError(504, 'GATEWAY_TIMEOUT', `${host} did not answer within ${timeoutMs / 1000} s.`);
        }
        const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
        return apiError(502, 'PLATFORM_UNREACHABLE', `${host} cannot be reached${reason}.`);
      }
    },
  };
}

function tooLarge(): Response {
  return apiError(413, 'PAYLOAD_TOO_LARGE', 'A request to the Jobs API holds at most 1 MiB.');
}
