import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';

/** A balancer as small as can be: requests go to the servers in turn; one that cannot be reached is passed over. */
export interface RoundRobin {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a balancer in front of these origins. */
export async function startRoundRobin(origins: readonly string[]): Promise<RoundRobin> {
  let turn = 0;
  const forward = (request: IncomingMessage, response: ServerResponse, left: number): void => {
    // Out of step now and then, so that the calls of one upload do not always meet the same server.
    turn += turn % 5 === 0 ? 2 : 1;
    const target = new URL(request.url ?? '/', origins[turn % origins.length]);
    const outgoing = httpRequest(target, { method: request.method ?? 'GET', headers: request.headers, agent: false });
    outgoing.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => response.destroy()).pipe(response);
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // Nothing was sent yet, so that it can go to the next one as it is.
      if (error.code === 'ECONNREFUSED' && left > 1) forward(request, response, left - 1);
      else response.destroy();
    });
    outgoing.on('socket', (socket) => socket.once('connect', () => request.pipe(outgoing)));
    response.on('close', () => outgoing.destroy());
  };
  const server = createServer((request, response) => forward(request, response, origins.length));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
