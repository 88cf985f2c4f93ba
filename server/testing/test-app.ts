import { createApp } from '../app.ts';
import { createGateway } from '../upstream/gateway.ts';
import { createSealedBox } from '../http/sealed-box.ts';

/** What a test may set of the app in gateway mode. */
export interface TestAppOptions {
  readonly apiUrl: string;
  readonly sharedKey?: string;
  readonly clock?: () => number;
  readonly timeoutMs?: number;
  readonly storageOrigins?: readonly string[];
  /** Who is said to ask. */
  readonly address?: string;
}

/** The app in gateway mode in front of `apiUrl`, called in-process at `http://127.0.0.1:4173`, or with a request as a listener has it. */
export function testApp({ apiUrl, sharedKey, clock = Date.now, timeoutMs = 30_000, storageOrigins = ['https://*.storage.example'], address = '192.0.2.1' }: TestAppOptions) {
  const api = createGateway({ apiUrl, storageOrigins, sealedBox: createSealedBox(['s'.repeat(32)], `relay\n${apiUrl}`), timeoutMs });
  const credentials = { mode: api.mode, sharedKey: sharedKey ?? null, sealedBox: createSealedBox(['s'.repeat(32)], apiUrl), clock };
  const app = createApp({ api, credentials, pages: () => new Response('page'), version: '1.2.3' });
  return (asked: string | Request, init: RequestInit = {}, origin = 'http://127.0.0.1:4173', from = address): Promise<Response> =>
    app(typeof asked === 'string' ? new Request(origin + asked, init) : asked, { address: from });
}

/** The cookie of an answer as a browser sends it back: `name=value`, or an empty text. */
export function cookieOf(response: Response): string {
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}
