import type { ClientRequest, IncomingMessage } from 'node:http';

/** More interim answers than any server has use for. */
const MOST_INTERIM = 20;

/**
 * Resolves at the head of the final answer, whatever its status. A change of protocol (101) is one too: its socket is
 * closed. Rejects when the exchange ends without an answer, however it ends.
 */
export function awaitAnswer(outgoing: ClientRequest): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  let interim = 0;
  outgoing.on('information', () => {
    interim += 1;
    if (interim > MOST_INTERIM) outgoing.destroy(new Error('One interim answer after the other.'));
  });
  // Without this the socket is closed, and nothing is said.
  outgoing.on('upgrade', (answer, socket) => {
    socket.destroy();
    resolve(answer);
  });
  outgoing.on('response', resolve);
  outgoing.on('error', reject);
  outgoing.on('close', () => reject(new Error('The exchange ended without an answer.')));
  return promise;
}
