import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

import { CANARY, hostileText } from './hostile-text.ts';
import { expensiveText, type Json, mutateJson, mutateText } from './mutate-json.ts';
import { inPieces, type Piece } from './pieces.ts';
import type { Random } from './random.ts';

/** An answer of a hostile server, to the byte. */
export interface Answer {
  /** The whole body as its framing was meant to deliver it; nothing else may reach a client as it. */
  readonly body: Buffer;
  readonly pieces: readonly Piece[];
  /** `hang`: nothing more comes, and the connection stays; a client can only give up. */
  readonly end: 'keep' | 'close' | 'reset' | 'hang';
}

/** A body and what its type is said to be. */
export interface Payload {
  readonly type: string;
  readonly bytes: Buffer;
}

const JSON_TYPES = ['application/json', 'application/json; charset=utf-8', 'application/problem+json', 'APPLICATION/JSON'];
const OTHER_TYPES = ['text/html', 'text/html; charset=utf-16', 'text/javascript', 'application/javascript', 'application/xhtml+xml', 'image/svg+xml', 'text/xml', 'text/plain', 'text/css', 'application/octet-stream', 'multipart/x-mixed-replace; boundary=x', 'application/json, text/html', 'text/html, application/json', 'text/event-stream', '', 'json', 'text/html;application/json', '*/*'];
const PAGES = [
  `<!doctype html><title>x</title><script>${CANARY}('page')</script><img src=x onerror="${CANARY}('image')">`,
  `${CANARY}('script')`,
  `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>${CANARY}('xhtml')</script></html>`,
  `<svg xmlns="http://www.w3.org/2000/svg" onload="${CANARY}('svg')"><script>${CANARY}('svg script')</script></svg>`,
  `<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>`,
  '<html><title>502 Bad Gateway</title></html>',
];
const ODD_STATUSES = [100, 101, 102, 103, 199, 201, 202, 203, 204, 205, 206, 207, 226, 299, 300, 301, 302, 303, 304, 305, 307, 308, 400, 401, 402, 403, 404, 405, 407, 408, 409, 410, 413, 416, 418, 421, 422, 425, 426, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505, 511, 520, 599, 600, 999];
const EXTRA_HEADERS: readonly string[] = [
  'Set-Cookie: assay_session=stolen; Path=/', "Content-Security-Policy: script-src * 'unsafe-inline'", 'X-Content-Type-Options: ', 'Content-Disposition: inline', 'Location: http://169.254.169.254/latest/', 'Refresh: 0;url=https://evil.example/',
  'Link: <https://evil.example/x.js>; rel=preload; as=script', 'Access-Control-Allow-Origin: *', 'Service-Worker-Allowed: /', 'Clear-Site-Data: "*"', 'Cache-Control: public, max-age=31536000', 'Retry-After: 99999999999', 'Retry-After: -1', 'ETag: "x"', 'ETag: W/"\u00ff"',
  'X-Request-Id: platform', `X-Request-Id: ${'a'.repeat(64)}`, 'Vary: *', 'Trailer: X', 'Content-Encoding: identity', 'Content-Encoding: ', 'Keep-Alive: timeout=0', 'Keep-Alive: timeout=99999999', 'Proxy-Authenticate: Basic', 'WWW-Authenticate: Basic realm="x"', 'Strict-Transport-Security: max-age=0', 'Content-Range: bytes 0-1/2', 'X-Bytes: \u00e9\u00ff', 'RateLimit-Remaining: 0', 'Date: yesterday', 'Sourcemap: /x', 'Upgrade: websocket',
];

/** The payload of JSON, at times mutated, made dear to read, or something else altogether. */
export function hostilePayload(json: Json, random: Random, hostility: number): Payload {
  const text = (): string => JSON.stringify(mutateJson(json, random, random.pick([0, 0.02, 0.1])));
  const bytes = random.weighted<() => Buffer>([
    [1 / hostility, () => Buffer.from(text())],
    [2, () => Buffer.from(mutateText(text(), random))],
    [0.3, () => Buffer.from(expensiveText(random))],
    [2, () => Buffer.from(random.pick(PAGES))],
    [1, () => Buffer.from(hostileText(random))],
    [0.5, () => Buffer.from(random.times(0, 400, () => random.int(0, 255)))],
    [0.5, () => Buffer.alloc(0)],
  ])();
  return { bytes, type: random.weighted<() => string>([[1 / hostility, () => 'application/json'], [1, () => random.pick(JSON_TYPES)], [3, () => random.pick(OTHER_TYPES)]])() };
}

/** The payload in a plain 200 answer. */
export function plainAnswer({ type, bytes }: Payload, headers: readonly string[] = []): Answer {
  const head = ['HTTP/1.1 200 OK', `Content-Type: ${type}`, `Content-Length: ${bytes.length}`, ...headers, '', ''].join('\r\n');
  return { body: bytes, pieces: [{ waitMs: 0, bytes: Buffer.concat([Buffer.from(head), bytes]) }], end: 'keep' };
}

/** The payload in an answer that goes wrong in status, headers, coding, framing and timing. */
export function hostileAnswer(payload: Payload, random: Random, given: readonly string[] = []): Answer {
  const status = random.weighted<() => number>([[3, () => 200], [3, () => random.pick(ODD_STATUSES)]])();
  const { bytes: body, headers: coding } = coded(payload.bytes, random);
  const bodyless = status < 200 || status === 204 || status === 304;
  const framed = bodyless && random.chance(0.8) ? { bytes: Buffer.alloc(0), headers: [], end: 'keep' as const } : framedBody(body, random);
  const headers = [
    ...(payload.type === '' ? [] : [`Content-Type: ${payload.type}`]),
    ...coding,
    ...framed.headers,
    ...given,
    ...random.times(0, 3, () => random.pick(EXTRA_HEADERS)),
    ...(random.chance(0.02) ? [`X-Long: ${'x'.repeat(random.int(1000, 40_000))}`] : []),
    ...(random.chance(0.01) ? Array.from({ length: 3000 }, (_, index) => `X-${index}: y`) : []),
    ...(status >= 300 && status < 400 && random.chance(0.7) ? ['Location: /api/v1/jobs'] : []),
  ];
  const interim = random.chance(0.05) ? random.times(1, 40, () => `HTTP/1.1 ${random.pick([100, 102, 103])} Early\r\nLink: </x.js>; rel=preload\r\n\r\n`).join('') : '';
  const line = random.chance(0.02) ? random.pick(['HTTP/1.1 200', 'HTTP/1.0 200 OK', 'HTTP/2 200 OK', 'HTTP/1.1 2000 OK', 'HTTP/1.1 -1 X', 'ICY 200 OK', '', '<html>']) : `HTTP/1.1 ${status} ${random.chance(0.05) ? 'O\u00ffK' : 'OK'}`;
  const all = Buffer.concat([Buffer.from(`${interim}${[line, ...headers, '', ''].join('\r\n')}`, 'latin1'), framed.bytes, random.chance(0.02) && framed.end === 'keep' && status >= 200 ? SECOND_ANSWER : Buffer.alloc(0)]);
  const first = random.chance(0.1) ? [{ waitMs: random.int(1, 200), bytes: Buffer.alloc(0) }] : [];
  if (random.chance(0.08)) return { body, pieces: [...first, ...inPieces(all.subarray(0, random.int(0, all.length)), random, 5)], end: random.pick(['close', 'reset']) };
  if (random.chance(0.004)) return { body, pieces: inPieces(all.subarray(0, random.int(0, all.length - 1)), random, 5), end: 'hang' };
  // No answer follows an interim one; the end of the connection says so.
  const end = status < 200 && status !== 101 ? 'close' : framed.end;
  return { body, pieces: [...first, ...inPieces(all, random, 8)], end };
}

/** An answer that nobody asked for, behind another one. */
export const UNASKED = '{"unasked":true}';
const SECOND_ANSWER = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${UNASKED.length}\r\n\r\n${UNASKED}`);

function coded(bytes: Buffer, random: Random): { bytes: Buffer; headers: readonly string[] } {
  return random.weighted<() => { bytes: Buffer; headers: readonly string[] }>([
    [12, () => ({ bytes, headers: [] })],
    [1, () => ({ bytes: gzipSync(bytes), headers: ['Content-Encoding: gzip'] })],
    [1, () => ({ bytes: brotliCompressSync(bytes), headers: ['Content-Encoding: br'] })],
    [1, () => ({ bytes: deflateSync(bytes), headers: ['Content-Encoding: deflate'] })],
    [1, () => ({ bytes, headers: [`Content-Encoding: ${random.pick(['gzip', 'br', 'zstd', 'x-unknown', 'gzip, gzip'])}`] })],
    [0.2, () => ({ bytes: gzipSync(Buffer.alloc(50 * 1024 ** 2, ' ')), headers: ['Content-Encoding: gzip'] })],
  ])();
}

const chunk = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
const lengthOf = (length: number | string): string => `Content-Length: ${length}`;

function framedBody(body: Buffer, random: Random): { bytes: Buffer; headers: readonly string[]; end: Answer['end'] } {
  const halves = body.length > 1 ? [chunk(body.subarray(0, body.length >> 1)), chunk(body.subarray(body.length >> 1))] : body.length === 1 ? [chunk(body)] : [];
  const chunked = (tail: string): Buffer => Buffer.concat([...halves, Buffer.from(tail)]);
  return random.weighted<() => { bytes: Buffer; headers: readonly string[]; end: Answer['end'] }>([
    [10, () => ({ bytes: body, headers: [lengthOf(body.length)], end: 'keep' })],
    [4, () => ({ bytes: chunked('0\r\n\r\n'), headers: ['Transfer-Encoding: chunked'], end: 'keep' })],
    [1, () => ({ bytes: chunked('0\r\nX-Trailer: y\r\n\r\n'), headers: ['Transfer-Encoding: chunked'], end: 'keep' })],
    [1, () => ({ bytes: chunked(random.pick(['zz\r\n', '-1\r\n', 'ffffffffffffffff\r\n', '\r\n'])), headers: ['Transfer-Encoding: chunked'], end: 'close' })],
    [2, () => ({ bytes: body, headers: [], end: 'close' })],
    [1, () => ({ bytes: body, headers: [lengthOf(body.length + random.int(1, 1000))], end: random.pick(['close', 'reset']) })],
    [1, () => ({ bytes: body, headers: [lengthOf(Math.max(0, body.length - random.int(1, 10)))], end: 'keep' })],
    [0.5, () => ({ bytes: body, headers: [lengthOf(body.length), lengthOf(body.length + 1)], end: 'close' })],
    [0.5, () => ({ bytes: chunked('0\r\n\r\n'), headers: ['Transfer-Encoding: chunked', lengthOf(3)], end: 'close' })],
    [0.5, () => ({ bytes: body, headers: [lengthOf(random.pick(['-1', '+3', '1e3', '0x10', '99999999999999999999', '40000000', '']))], end: 'close' })],
  ])();
}
