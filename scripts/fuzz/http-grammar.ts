import { hostileText } from './hostile-text.ts';
import { expensiveText } from './mutate-json.ts';
import { inPieces, type Piece } from './pieces.ts';
import type { Random } from './random.ts';

/** Who the generated requests say they are. */
export interface Callers {
  /** Keys that the platform is told to know. */
  readonly keys: readonly string[];
  /** Session cookies, each `name=value`. */
  readonly cookies: readonly string[];
  /** Passes of the relay that the server gave before. */
  readonly passes: readonly string[];
}

/** A generated request. */
export interface GeneratedRequest {
  readonly method: string;
  readonly target: string;
  readonly bytes: Buffer;
  /** Whether it follows the grammar of HTTP, so that exactly one answer is due, in its turn. */
  readonly wellFormed: boolean;
}

/** What goes over one connection. */
export interface GeneratedConnection {
  readonly requests: readonly GeneratedRequest[];
  readonly pieces: readonly Piece[];
  /** Whether the client leaves before it has its answers. */
  readonly hangsUp: boolean;
}

const IDS = ['1', '3140', 'a1b2', '9007199254740993', '0b0e7a52-54d3-4b0e-9a0b-6a1f5c1d2e3f'];
const METHODS = ['GET', 'GET', 'GET', 'POST', 'DELETE', 'HEAD', 'PUT', 'PATCH', 'OPTIONS', 'PURGE', 'TRACE', 'PROPFIND'];
const ESCAPES = [
  '/api/v1/..;/admin', '/api/v1/%2e%2e%3b/admin', '/api/v1/jobs/%2e%2e/%2e%2e/admin', '/api/v1/jobs/../../admin', '/api/v1/./jobs', '/api/v1//jobs', '/api/v1/jobs/', '/api/v1/jobs/.', '/api/v1/jobs/%2e', '/api/v1/jobs/1%2ffinalize', '/api/v1/jobs/1%252f..',
  '/api/v1/jobs/1;a=b', '/api/v1/jobs/1%3ba', '/api/v1/jobs/1%00', '/api/v1/jobs/1%0d%0aX:y', '/api/v1/jobs/%ff', '/api/v1/jobs/%', '/api/v1\\jobs', '/API/V1/jobs', '/api/v2/jobs', '/api/v1', '/api', '/api/', '/api/v1/admin/keys', '/api/v1/jobs/1/delete', '/api/v1/facesim/enroll', '/api/media',
  'http://a:b@x/api/v1/jobs', 'http://a:b@x/', 'http://127.0.0.1/api/v1/jobs', 'https://x/api/session', '//evil.example/api/v1/jobs', '/%2e%2e/%2e%2e/etc/passwd', '/assets/../../package.json', '/index.html', '/', '/jobs', '/healthz', '/readyz', '/livez', '/metrics', '/api/relay/', '/api/relay/x', '/api/relay/../v1/jobs',
  '/api/v1/jobs?limit=100&page=__proto__', '/api/v1/jobs?a[]=1&a[]=2', '/api/v1/jobs#x', '*', '/api/session/../v1/jobs', '/api/session?x', '/api/v1/integrations/current', '/api/v1/integrations/current/..', 'http://[::1/api/v1/jobs', 'http:///api/v1/jobs',
];

/** What goes over a connection: well-formed requests, the last one at times broken. */
export function generateConnection(random: Random, callers: Callers): GeneratedConnection {
  // The address as a proxy in front would give it: what is limited by address is not limited for all.
  const from = `192.0.2.${random.int(1, 254)}`;
  const requests = random.times(1, random.pick([1, 1, 3, 20]), () => wellFormed(random, callers, from));
  if (random.chance(0.01)) requests.push(...Array.from({ length: random.pick([100, 600]) }, () => textOf('GET', '/api/v1/jobs?page=1&limit=1', ['Host: 127.0.0.1', `Authorization: Bearer ${random.pick(callers.keys)}`], '')));
  if (random.chance(0.3)) requests.push(broken(random, callers, from));
  return { requests, pieces: inPieces(Buffer.concat(requests.map(({ bytes }) => bytes)), random, 12), hangsUp: random.chance(0.06) };
}

/** A text in the bytes of a header, without what would end it. */
function inHeader(text: string): string {
  return Buffer.from(text.replaceAll(/[\0\r\n]/g, ' ')).toString('latin1').slice(0, 500);
}

function targetOf(random: Random, { passes }: Callers): readonly [method: string, target: string, body: string] {
  const id = random.chance(0.15) ? encodeURIComponent(hostileText(random).toWellFormed().slice(0, 200)) : random.pick(IDS);
  const create = JSON.stringify({ taskTypeId: '1', inputs: [{ slotName: 'original', fileName: hostileText(random), sizeBytes: 3, contentType: 'image/jpeg' }] });
  return random.weighted<readonly [string, string, string]>([
    [4, ['GET', `/api/v1/jobs?page=${random.int(0, 3)}&limit=${random.pick([1, 10, 100, -1])}`, '']],
    [5, ['GET', `/api/v1/jobs/${id}`, '']],
    [3, ['POST', `/api/v1/jobs?taskTypeId=${random.int(1, 13)}`, create]],
    [2, ['POST', `/api/v1/jobs/${id}/finalize`, '']],
    [1, ['POST', `/api/v1/jobs/${id}/cancel`, '']],
    [1, ['DELETE', `/api/v1/jobs/${id}`, '']],
    [1, ['GET', '/api/v1/integrations/current', '']],
    [1, ['GET', '/api/session', '']],
    [1, ['POST', '/api/session', JSON.stringify({ apiKey: random.pick(['api_guess', hostileText(random), `api_${random.int(0, 1e6)}`]) })]],
    [0.5, ['DELETE', '/api/session', '']],
    [passes.length > 0 ? 3 : 0, [random.pick(['GET', 'GET', 'PUT', 'HEAD']), `/api/relay/${random.pick([...passes, 'x'])}`, random.pick(['', 'abc'])]],
    [4, [random.pick(METHODS), random.pick(ESCAPES), random.pick(['', '{}', expensiveText(random).slice(0, 3000)])]],
  ]);
}

function credentialsOf(random: Random, { keys, cookies }: Callers): readonly string[] {
  return random.weighted<readonly string[]>([
    [5, [`Authorization: Bearer ${random.pick(keys)}`]],
    [5, cookies.length > 0 ? [`Cookie: ${random.pick(cookies)}`, 'Sec-Fetch-Site: same-origin'] : []],
    [1, []],
    [1, [`Authorization: ${inHeader(hostileText(random))}`]],
    [1, [`Cookie: assay_session=${inHeader(hostileText(random))}`]],
    [1, ['Authorization: Basic YTpi']],
  ]);
}

const EXTRAS: readonly string[] = [
  'Accept-Encoding: gzip, br', 'Accept-Encoding: identity', 'Expect: 100-continue', 'Upgrade: websocket', 'Upgrade: h2c', 'Connection: Upgrade', 'TE: trailers', 'If-None-Match: "x"', 'Range: bytes=0-1', 'Origin: https://evil.example', 'Origin: null', 'Sec-Fetch-Site: cross-site', 'X-Request-Id: 0123456789abcdef', 'X-Request-Id: "><script>',
  'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https', 'X-Original-URL: /admin', 'X-HTTP-Method-Override: DELETE', 'Content-Type: application/json', 'Content-Type: text/html', 'Forwarded: for=x', 'Via: 1.1 x', 'Content-Encoding: gzip', 'Trailer: X', 'Cookie: a=b; a=c', 'Accept: text/html', 'Accept-Language: \u00ff', 'Proxy-Connection: keep-alive', 'Proxy-Authorization: Basic x', 'X-Assay-Account: 0000000000000000',
];

function wellFormed(random: Random, callers: Callers, from: string): GeneratedRequest {
  const [method, target, body] = targetOf(random, callers);
  const headers = ['Host: 127.0.0.1', `X-Forwarded-For: ${from}`, ...credentialsOf(random, callers), ...random.times(0, 3, () => random.pick(EXTRAS)), ...(random.chance(0.02) ? [`X-Long: ${'y'.repeat(random.int(1000, 20_000))}`] : [])];
  return textOf(method, target, headers, body, random.chance(0.3));
}

function textOf(method: string, target: string, headers: readonly string[], body: string, chunked = false): GeneratedRequest {
  const bytes = Buffer.from(body);
  const framing = body === '' ? [] : chunked ? ['Transfer-Encoding: chunked'] : [`Content-Length: ${bytes.length}`];
  const framed = body !== '' && chunked ? Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n0\r\n\r\n')]) : bytes;
  return { method, target, wellFormed: true, bytes: Buffer.concat([Buffer.from([`${method} ${target} HTTP/1.1`, ...headers, ...framing, '', ''].join('\r\n'), 'latin1'), framed]) };
}

/** A target that must never be asked of the platform: it stands only within the bodies of other requests. */
export const SMUGGLED = '/api/v1/jobs/smuggled';

function broken(random: Random, callers: Callers, from: string): GeneratedRequest {
  const good = wellFormed(random, callers, from);
  const text = good.bytes.toString('latin1');
  const hidden = `GET ${SMUGGLED} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${random.pick(callers.keys)}\r\n\r\n`;
  const withHeader = (line: string, tail = ''): string => text.replace('\r\n', `\r\n${line}\r\n`) + tail;
  const at = random.int(0, text.length - 1);
  const changed = random.weighted<() => string>([
    [4, () => text.slice(0, at) + String.fromCodePoint(random.int(0, 255)) + text.slice(at + 1)],
    [2, () => text.slice(0, at)],
    [2, () => withHeader(`Content-Length: ${hidden.length}\r\nContent-Length: 0`, hidden)],
    [2, () => withHeader('Content-Length: 5\r\nTransfer-Encoding: chunked', `0\r\n\r\n${hidden}`)],
    [1, () => withHeader(random.pick(['Transfer-Encoding: xchunked', 'Transfer-Encoding: chunked, identity', 'Transfer-Encoding:\u000bchunked', ' folded: x', 'X-A : b', 'X-A: a\0b', 'X-A: b\rX-B: c', ': x', 'Content-Length: +5', 'Content-Length: 1e1', 'Host: other']), `0\r\n\r\n${hidden}`)],
    [1, () => text.replace(' HTTP/1.1', random.pick([' HTTP/0.9', ' HTTP/1.0', ' HTTP/2.0', ' HTTP/1.1 x', '', ' http/1.1']))],
    [1, () => text.replaceAll('\r\n', '\n')],
    [1, () => text.replace(/^Host:.*\r\n/m, '')],
    [1, () => text.replace(good.target, `${good.target} ${'x'.repeat(random.int(0, 30_000))}\u00ff`)],
    [1, () => `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${text}`],
    [1, () => `CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\n\r\n${text}`],
    [1, () => '\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003'],
    [1, () => `POST /api/v1/jobs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${random.pick(['zz', '-1', 'fffffffffffffffff', '5;x=y', ''])}\r\nhello\r\n0\r\n\r\n`],
    [1, () => `POST /api/v1/jobs HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nContent-Length: 5\r\nX: ${'y'.repeat(random.int(0, 20_000))}\r\n\r\n`],
  ])();
  return { ...good, bytes: Buffer.from(changed, 'latin1'), wellFormed: false };
}
