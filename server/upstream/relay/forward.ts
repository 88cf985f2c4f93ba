import { type Agent, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

import { awaitAnswer } from '../await-answer.ts';
import { incomingOf } from '../../http/incoming.ts';
import { isAllowedHost, guardedLookup, PrivateAddressError } from './public-address.ts';

/** What goes on to storage, by method. A credential, a cookie or who asks never does. */
const PASSED = { PUT: ['content-type', 'content-length'], GET: ['range', 'if-range', 'accept'] } as const;

/** Settings of one exchange with storage. */
export interface ForwardOptions {
  readonly agent: Agent;
  /** Whether storage may be on this very machine. */
  readonly nearby: boolean;
  /** Without a byte in either direction for so long, storage is given up. */
  readonly idleMs: number;
}

/**
 * Sends a request on to storage, the body as fast as storage takes it, and resolves at the head of the answer.
 * @throws {PrivateAddressError} when the address leads to a private network, or Node's own error.
 */
export async function forwardToStorage(request: Request, url: URL, { agent, nearby, idleMs }: ForwardOptions): Promise<IncomingMessage> {
  if (!isAllowedHost(url.hostname, nearby)) throw new PrivateAddressError(url.hostname);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  for (const name of PASSED[request.method === 'PUT' ? 'PUT' : 'GET']) {
    const value = request.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  const { body, signal } = incomingOf(request);
  const outgoing = send(url, { method: request.method, headers, agent, lookup: guardedLookup(nearby), signal });
  outgoing.setTimeout(idleMs, () => outgoing.destroy(new Error('Storage stopped in the middle.')));
  const answered = awaitAnswer(outgoing);
  if (request.method !== 'PUT' || !body) {
    outgoing.end();
    return answered;
  }
  // A client that breaks off ends `outgoing`. What storage breaks off leaves the client as it is: an answer that comes
  // early, a refusal, is one all the same.
  body.on('error', (error) => outgoing.destroy(error));
  body.pipe(outgoing);
  return answered;
}
