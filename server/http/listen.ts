import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { Duplex } from 'node:stream';

import { getRequestListener, RequestError } from '@hono/node-server';

import { apiError } from './api-error.ts';
import { isLoopback, unbracket } from './host.ts';
import { noteExchange } from './incoming.ts';
import { INERT_HEADERS } from './inert.ts';
import { logFailure } from './log.ts';
import { endLine, inTurn, lastOn } from './turns.ts';

const STALLED_MS = 120_000;
/** Headers that take longer are a slow-loris, not a slow line. */
const HEADERS_MS = 10_000;
/** The body of a request that should have none. */
const BODY_MS = 10_000;
const MAX_HEADER_BYTES = 16_384;

/** A listener that accepts connections. */
export interface Listening {
  readonly port: number;
  /** Takes no new connection, lets running exchanges finish for `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>;
}

/** The address cannot be listened at; the message is one line fit for the terminal. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** Who asks. */
interface Asking {
  readonly address: string;
}

/**
 * A web-standard handler as a Node one, told who asks; a rejection becomes a 500 in the documented shape. `bodyMs`: how long
 * the body of a request that should have none may take.
 */
export function nodeListener(handle: (request: Request, client: Asking) => Promise<Response>, { bodyMs = BODY_MS } = {}): RequestListener {
  const answer = async (request: Request, incoming: Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders' | 'headers' | 'httpVersion'> & Parameters<typeof addressOf>[0]): Promise<Response> => {
    const response = refuseMalformed(incoming) ?? (await handle(request, { address: addressOf(incoming) }));
    // HTTP/1.0 knows no chunks (RFC 9112, section 6.1): there the end of the connection ends the answer.
    if (incoming.httpVersion === '1.0') response.headers.delete('transfer-encoding');
    return response;
  };
  const listener = getRequestListener((request, { incoming, outgoing }) => {
    noteExchange(request, { incoming, outgoing });
    return answer(request, incoming);
  }, {
    overrideGlobalObjects: false,
    errorHandler: (error) => {
      // The target and the host do not make an address.
      if (error instanceof RequestError) return apiError(400, 'INVALID_REQUEST', 'The request names no address of this server.');
      logFailure('unexpected', error);
      return apiError(500, 'INTERNAL_ERROR', 'The server failed to answer; its log says why.');
    },
  });
  return (incoming, outgoing) => {
    if (incoming.method === 'GET' || incoming.method === 'HEAD') discardBody(incoming, bodyMs);
    // Node's parser loses what follows a wish for another protocol: nobody may count on an answer to it.
    if (incoming.headers.upgrade !== undefined) outgoing.shouldKeepAlive = false;
    void listener(incoming, outgoing);
  };
}

/** Nobody reads the body of a GET; one that comes drop by drop would keep its connection, answered or not. */
function discardBody(incoming: IncomingMessage, bodyMs: number): void {
  if (incoming.headers['transfer-encoding'] === undefined && !(Number(incoming.headers['content-length'] ?? 0) > 0)) return;
  const late = setTimeout(() => incoming.socket.destroy(), bodyMs).unref();
  incoming.once('end', () => clearTimeout(late)).once('close', () => clearTimeout(late)).resume();
}

/** The refusal of what Node's parser lets through, but no fetch-like handler can stand for; else null. */
function refuseMalformed({ method = '', url = '', rawHeaders, headers, httpVersion }: Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders' | 'headers' | 'httpVersion'>): Response | null {
  const coding = headers['transfer-encoding'];
  // A server of HTTP/1.0 would take the chunks for the next request; a proxy in front may be one (RFC 9112, section 6.1).
  if (coding !== undefined && httpVersion === '1.0') return apiError(400, 'INVALID_REQUEST', 'HTTP/1.0 knows no Transfer-Encoding.', { connection: 'close' });
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') return apiError(501, 'NOT_IMPLEMENTED', 'The only Transfer-Encoding is chunked.', { connection: 'close' });
  if (!/^(?:100-continue)?$/i.test(headers.expect ?? '')) return apiError(417, 'EXPECTATION_FAILED', 'The only expectation is 100-continue.');
  if (/^[a-z][a-z\d+.-]*:\/\/[^/?#]*@/i.test(url)) return apiError(400, 'INVALID_REQUEST', 'The target of the request names a user.');
  if (['TRACE', 'TRACK'].includes(method)) return apiError(405, 'METHOD_NOT_ALLOWED', `${method} is not allowed.`);
  const hosts = rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === 'host').length;
  return hosts > 1 ? apiError(400, 'INVALID_REQUEST', 'The request names two hosts.') : null;
}

type Refusal = readonly [status: number, phrase: string, code: string, message: string];

const UNREADABLE: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'HEADERS_TOO_LARGE', 'The headers of a request hold at most 16 KiB.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'Payload Too Large', 'PAYLOAD_TOO_LARGE', 'The chunks of the request carry too much beside their bytes.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'REQUEST_TIMEOUT', 'The headers of the request took too long.'],
};

const TOO_MANY: Refusal = [503, 'Service Unavailable', 'TOO_MANY_CALLS', 'Too many calls in line on one connection. Send fewer at a time.'];

/**
 * What Node's parser refuses is answered in the documented shape as well, and the connection ends. The requests before it
 * that came whole get their own answers first: a refusal in their place would say that a create which costs was not carried out.
 */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable) return void socket.destroy();
  const refusal = (): void => refuse(socket, UNREADABLE[error.code ?? ''] ?? [400, 'Bad Request', 'INVALID_REQUEST', 'The request is not HTTP.']);
  const last = lastOn(socket);
  // Bytes behind a whole request are none: to answer them is to say something that the next caller of a proxy may get.
  if (last?.incoming.complete === true) endLine(socket, () => socket.destroy());
  else if (last?.isRunning !== true) endLine(socket, refusal);
  else if (last.outgoing.headersSent) socket.destroy();
  else refusal();
}

function refuseExcess(socket: Duplex): void {
  refuse(socket, TOO_MANY);
}

/** Answers in the documented shape where no request stands behind the connection, and ends it. */
function refuse(socket: Duplex, [status, phrase, code, message]: Refusal): void {
  if (!socket.writable) return;
  const body = JSON.stringify({ code, statusCode: status, message });
  const headers = Object.entries({ connection: 'close', 'content-type': 'application/json', 'content-length': body.length, 'cache-control': 'no-store', ...INERT_HEADERS });
  socket.end(`HTTP/1.1 ${status} ${phrase}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
}

/**
 * Starts to listen; port 0 takes a free one. `variable` is the one that says the port.
 * @throws {ListenError} when the port is taken or the host is not this machine's.
 */
export async function listen(listener: RequestListener, host: string, port: number, variable = 'PORT'): Promise<Listening> {
  // A large upload over a slow line takes longer than Node's five minutes for a whole request; headers keep their limit.
  const limits = { requestTimeout: 0, headersTimeout: HEADERS_MS, maxHeaderSize: MAX_HEADER_BYTES, connectionsCheckingInterval: 2500 };
  const server = createServer({ ...limits, insecureHTTPParser: false }, inTurn(listener, refuseExcess));
  // Before its turn Node would put the word between the head and the body of another answer.
  server.on('checkContinue', inTurn((incoming, outgoing) => {
    outgoing.writeContinue();
    listener(incoming, outgoing);
  }, refuseExcess));
  // Without these two Node closes the one connection without a word, and answers the other without a body.
  server.on('connect', (_incoming, socket) => {
    // Node has taken its own listener away, and an error that nobody listens to ends the process.
    socket.on('error', () => socket.destroy());
    endLine(socket, () => refuse(socket, [405, 'Method Not Allowed', 'METHOD_NOT_ALLOWED', 'CONNECT is not allowed.']));
  });
  server.on('checkExpectation', inTurn(listener, refuseExcess));
  // A connection without a byte in either direction is given up instead.
  server.timeout = STALLED_MS;
  server.on('clientError', refuseUnreadable);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new ListenError(explain(error, host, port, variable))));
    server.listen(port, unbracket(host), resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: (graceMs) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

/**
 * The address of the client. Behind a proxy on this machine it is what the proxy itself saw: the last entry of
 * X-Forwarded-For, since those before it are the client's own word.
 */
function addressOf(incoming: Pick<IncomingMessage, 'headers'> & { readonly socket: { readonly remoteAddress?: string | undefined } }): string {
  const remote = incoming.socket.remoteAddress ?? '';
  const seen = String(incoming.headers['x-forwarded-for'] ?? '').split(',').at(-1)?.trim() ?? '';
  return seen !== '' && isLoopback(remote.replace(/^::ffff:/, '')) ? seen : remote;
}

function explain(error: NodeJS.ErrnoException, host: string, port: number, variable: string): string {
  switch (error.code ?? 'unknown') {
    case 'EADDRINUSE':
      return `${variable} ${port} on ${host} is in use: stop what listens there, or set ${variable} to another one (0 takes a free one)`;
    case 'EACCES':
      return `${variable} ${port} on ${host} needs more rights than this user has: set ${variable} to one from 1024 on`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST ${host} is not an address of this machine`;
    default:
      return `Cannot listen at ${host}, port ${port}: ${error.message}`;
  }
}
