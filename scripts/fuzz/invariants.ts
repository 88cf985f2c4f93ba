import * as z from 'zod/mini';

import { type Answered, type Arrived } from './answering-platform.ts';
import { UNASKED } from './answers.ts';
import { type GeneratedRequest, SMUGGLED } from './http-grammar.ts';
import { headerOf, type HttpMessage } from './http-messages.ts';

/** A rule that was broken. */
export interface Violation {
  /** Which rule, and what of it; findings are counted by it. */
  readonly kind: string;
  readonly detail: string;
}

const errorShape = z.object({ code: z.string(), statusCode: z.number(), message: z.string() });
const sessionShape = z.object({ mode: z.string(), host: z.string(), signedIn: z.boolean(), canSignIn: z.boolean() });

const PAGE_OR_SCRIPT = /html|script|svg|xml|css|multipart|event-stream/i;
const KNOWN_ROUTE = /^\/api\/v1\/(?:jobs(?:\/[^/]+(?:\/(?:finalize|cancel))?)?|integrations\/current)$/;
const UPSTREAM_HEADERS = /^(?:host|connection|user-agent|accept|accept-encoding|accept-language|authorization|content-type|content-length|transfer-encoding|if-none-match|idempotency-key|range|if-range)$/;

/** Node's parser refuses without a word, before anything of ours is asked. */
function isParserRefusal({ startLine, headers, body }: HttpMessage): boolean {
  return /^HTTP\/1\.1 (?:400|408|413|431) /.test(startLine) && headers.every(([name]) => ['connection', 'date', 'transfer-encoding'].includes(name)) && body.length === 0;
}

/** The path that a request asks for; null where that is not sure. Two slashes at the start of a target are of the path, and name no host. */
function pathOf({ target, wellFormed }: GeneratedRequest): string | null {
  if (!wellFormed) return null;
  if (target.startsWith('/')) return URL.parse(`http://127.0.0.1${target}`)?.pathname ?? null;
  return /^https?:/.test(target) ? (URL.parse(target)?.pathname ?? null) : null;
}

/** What is wrong with an answer of the server by itself and beside what the platform and the storage sent. */
export function wrongsOfAnswer(request: GeneratedRequest, answer: HttpMessage, sent: readonly Answered[]): Violation[] {
  if (isParserRefusal(answer)) return [];
  const status = Number(answer.startLine.split(' ')[1]);
  const wrongs: Violation[] = [];
  const wrong = (kind: string, detail = ''): void => void wrongs.push({ kind, detail: `${detail} in the answer ${describe(answer)} to ${JSON.stringify(request.bytes.subarray(0, 300).toString('latin1'))}` });
  const one = (name: string): string => headerOf(answer, name).join(', ');

  for (const name of ['content-security-policy', 'x-content-type-options', 'content-type', 'content-length', 'x-request-id', 'cache-control']) {
    if (headerOf(answer, name).length > 1) wrong(`the header ${name} twice`);
  }
  if (!one('content-security-policy').includes("default-src 'none'")) wrong('no CSP', one('content-security-policy'));
  if (one('x-content-type-options') !== 'nosniff') wrong('no nosniff');
  for (const name of ['location', 'refresh', 'link', 'clear-site-data', 'service-worker-allowed', 'access-control-allow-origin', 'sourcemap']) if (headerOf(answer, name).length > 0) wrong(`the header ${name}`);
  if (one('set-cookie').includes('stolen')) wrong("the platform's cookie");
  if (answer.body.toString() === UNASKED) wrong('an answer that nobody asked for');

  const path = pathOf(request);
  const isApi = path !== null && /^\/api(?:\/|$)/.test(path);
  if (!isApi) return wrongs;
  if (status < 200 || (status >= 300 && status !== 304) && status < 400 || status > 599) wrong('a status that the Jobs API does not have', String(status));
  if (!/\bsandbox\b/.test(one('content-security-policy'))) wrong('no sandbox in the CSP under /api');
  if (!/no-store|no-cache|private/.test(one('cache-control'))) wrong('an answer under /api that caches may keep', one('cache-control'));
  const type = one('content-type');
  const attached = /^attachment\b/.test(one('content-disposition'));
  if (PAGE_OR_SCRIPT.test(type) && !(path.startsWith('/api/relay/') && attached)) wrong('a page or a script under /api', type);
  if (answer.body.length > 0 && !/^(?:application\/(?:[a-z.+-]*\+)?json|text\/plain)\b/i.test(type) && !attached) wrong('neither JSON nor text nor an attachment under /api', type);
  if (request.method !== 'HEAD' && status !== 204 && status !== 304 && !isKnownBody(path, status, answer, sent)) wrong('a body of unknown shape under /api', '');
  return wrongs;
}

function isKnownBody(path: string, status: number, { body, complete, headers }: HttpMessage, sent: readonly Answered[]): boolean {
  if (sent.some(({ answer }) => isPassedOn(body, answer.body, complete))) return true;
  if (headerOf({ headers }, 'content-encoding').length > 0) return false;
  const said = parsed(body);
  if (status >= 400) return errorShape.safeParse(said).data?.statusCode === status || !complete;
  return (path === '/api/session' && sessionShape.safeParse(said).success) || !complete;
}

/** Whether a body is what the platform sent, as far as it came, or that with the relay's passes at its end. */
function isPassedOn(body: Buffer, sent: Buffer, complete: boolean): boolean {
  if (body.equals(sent.subarray(0, body.length)) && (body.length > 0 || sent.length === 0 || !complete)) return true;
  const passes = body.lastIndexOf('"assayRelay":');
  // An answer that passes are put into loses its byte order mark, as it does for whoever reads it.
  return passes > 0 && sent.toString().replace(/^\uFEFF/, '').trimEnd().startsWith(body.subarray(0, passes).toString().replace(/,$/, ''));
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}

/** What is wrong with what reached the platform: whose it is, where it leads, what it brings. */
export function wrongsAtPlatform(arrived: readonly Arrived[], keys: readonly string[]): Violation[] {
  return arrived.flatMap((request) => {
    const detail = `${request.startLine} ${JSON.stringify(request.headers)}`;
    const path = request.target.split('?')[0] ?? '';
    const foreign = request.headers.filter(([name]) => !UPSTREAM_HEADERS.test(name));
    return [
      ...(KNOWN_ROUTE.test(path) && !/%2f|%5c|%2e|;|%3b|%00|%25/i.test(path) ? [] : [{ kind: 'an unknown route at the platform', detail }]),
      ...(request.target.includes(SMUGGLED) ? [{ kind: 'a smuggled request at the platform', detail }] : []),
      ...(foreign.length > 0 ? [{ kind: `the header ${foreign.map(([name]) => name).join(', ')} at the platform`, detail }] : []),
      ...(request.key === '' ? [{ kind: 'a request without a key at the platform', detail }] : []),
      ...(keys.some((key) => request.target.includes(key) || request.body.includes(key)) ? [{ kind: 'a key in a target or a body at the platform', detail }] : []),
    ];
  });
}

/** What is wrong with what reached the storage. */
export function wrongsAtStorage(arrived: readonly Arrived[], secrets: readonly string[]): Violation[] {
  return arrived.flatMap((request) => {
    const detail = `${request.startLine} ${JSON.stringify(request.headers)}`;
    const all = `${detail} ${request.body.toString('latin1')}`;
    return [
      ...(secrets.some((secret) => all.includes(secret)) ? [{ kind: 'a key or a cookie at storage', detail }] : []),
      ...(request.headers.some(([name]) => name === 'authorization' || name === 'cookie') ? [{ kind: 'a credential header at storage', detail }] : []),
    ];
  });
}

function describe({ startLine, headers, body }: HttpMessage): string {
  return `${startLine} ${JSON.stringify(headers)} ${JSON.stringify(body.subarray(0, 200).toString('latin1'))} (${body.length} bytes)`;
}
