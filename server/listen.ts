import { createServer, type RequestListener } from 'node:http';

import { getRequestListener } from '@hono/node-server';

import { apiError } from './api-error.ts';
import { unbracket } from './host.ts';

const STALLED_MS = 120_000;

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

/** A web-standard handler as a Node one; a rejection becomes a 500 in the documented shape. */
export function nodeListener(handle: (request: Request) => Promise<Response>): RequestListener {
  const listener = getRequestListener(handle, {
    overrideGlobalObjects: false,
    errorHandler: (error) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      return apiError(500, 'INTERNAL_ERROR', 'The server failed to answer; its log says why.');
    },
  });
  return (incoming, outgoing) => void listener(incoming, outgoing);
}

/**
 * Starts to listen; port 0 takes a free one.
 * @throws {ListenError} when the port is taken or the host is not this machine's.
 */
export async function listen(listener: RequestListener, host: string, port: number): Promise<Listening> {
  // A large upload over a slow line takes longer than Node's five minutes for a whole request; headers keep their limit.
  const server = createServer({ requestTimeout: 0 }, listener);
  // A connection without a byte in either direction is given up instead.
  server.timeout = STALLED_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new ListenError(explain(error, host, port))));
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

function explain(error: NodeJS.ErrnoException, host: string, port: number): string {
  switch (error.code ?? 'unknown') {
    case 'EADDRINUSE':
      return `PORT ${port} on ${host} is in use: stop what listens there, or set PORT to another one (0 takes a free one)`;
    case 'EACCES':
      return `PORT ${port} on ${host} needs more rights than this user has: set PORT to one from 1024 on`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST ${host} is not an address of this machine`;
    default:
      return `Cannot listen at ${host}, port ${port}: ${error.message}`;
  }
}
