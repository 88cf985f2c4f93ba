import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import { apiError } from './api-error.ts';
import { staysUnderApi } from './gateway-path.ts';
import { BodyTooLargeError, HeadersTimeoutError, MAX_BODY_BYTES, sendUpstream } from './gateway-request.ts';
import { toResponse } from './gateway-response.ts';
import type { JobsApi } from './jobs-api.ts';
import { createRelay } from './relay/relay.ts';
import type { Seal } from './seal.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'DELETE'];

/** Where the gateway leads. */
export interface GatewayOptions {
  /** Origin of the platform. */
  readonly apiUrl: string;
  readonly storageOrigins: readonly string[];
  /** Seals the passes of the relay. */
  readonly seal: Seal;
  /** How long the platform may take until its headers, and then between two pieces of its body. */
  readonly timeoutMs?: number;
}

/** The way through to the platform: streams both ways, lets only listed headers pass, follows no redirect. */
export function createGateway({ apiUrl, storageOrigins, seal, timeoutMs = 30_000 }: GatewayOptions): JobsApi {
  const agent = apiUrl.startsWith('https:') ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const relay = createRelay({ apiUrl, storageOrigins, seal });
  const { host } = new URL(apiUrl);
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
      if (!METHODS.includes(request.method)) {
        return apiError(405, 'METHOD_NOT_ALLOWED', `${request.method} is not allowed.`, { allow: METHODS.join(', ') });
      }
      if (!staysUnderApi(pathname)) return apiError(400, 'INVALID_REQUEST', 'The path leads out of the Jobs API.');
      if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) return tooLarge();
      try {
        const answer = await sendUpstream(request, new URL(pathname + search, apiUrl), agent, timeoutMs);
        return await toResponse(answer, request.method, timeoutMs);
      } catch (error) {
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
