import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A request as the platform received it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real HTTP server that plays the platform in tests. */
export interface TestPlatform extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly Received[];
}

/** Starts a platform that notes each request, body included, and then answers as `answer` says. */
export async function startTestPlatform(answer: (response: ServerResponse, request: Received) => void): Promise<TestPlatform> {
  return startRawPlatform(async (request, response, received) => {
    const body = await buffer(request).then(String, () => null);
    // The gateway went away before the body was complete: there is nobody to answer.
    if (body === null) return;
    const noted = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    received.push(noted);
    answer(response, noted);
  });
}

/** Starts a platform that handles the request itself, before its body is read. */
export async function startRawPlatform(
  handle: (request: IncomingMessage, response: ServerResponse, received: Received[]) => Promise<void> | void,
): Promise<TestPlatform> {
  const received: Received[] = [];
  const server = createServer((request, response) => void handle(request, response, received));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The platform has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Answers JSON. */
export function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string | string[]> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
