import { connect, createServer, type Socket } from 'node:net';

/** Sends bytes as they are, one for each character, and gives everything that comes back until the server hangs up. */
export async function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
    socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? resolve(answer) : reject(error)));
    socket.on('close', () => resolve(answer));
  });
}

/** A request as text, which asks to hang up after its answer. */
export function request(lines: readonly string[], body = '', first = 'POST /api/v1/jobs HTTP/1.1'): string {
  return [first, 'Host: 127.0.0.1', 'Connection: close', ...lines, '', body].join('\r\n');
}

/** A platform that answers each head of a request with bytes as they are; `target` is the request's. */
export async function startBytePlatform(answer: (socket: Socket, target: string) => void): Promise<{ readonly url: string } & AsyncDisposable> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).setEncoding('latin1');
    socket.on('data', (head: string) => answer(socket, head.split(' ')[1] ?? ''));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
