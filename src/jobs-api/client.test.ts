// @vitest-environment node
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createJobsClient, type JobsClient } from './client.ts';
import { HttpError, NetworkError, ProtocolError, TimeoutError } from './errors.ts';

interface Seen { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }

let seen: Seen[];
let answer: (response: ServerResponse) => void;
let client: JobsClient;
let base: string;
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
  answer(response);
});

const json = (value: unknown, status = 200) => (response: ServerResponse) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));

beforeEach(async () => {
  seen = [];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  client = createJobsClient({ baseUrl: `${base}/api/v1`, apiKey: 'api_test', timeoutMs: 300 });
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('a create sends the type in the query and in the body, and parameters only when there are any', async () => {
  answer = json({ jobId: 1, status: 'created', inputs: [] });
  const inputs = [{ slotName: 'original', fileName: 'a.jpg', contentType: 'image/jpeg', sizeBytes: 3 }];
  await client.createJob({ taskTypeId: 1, inputs });
  await client.createJob({ taskTypeId: 8, inputs, parameters: { isLivenessCheck: true } });
  expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /api/v1/jobs?taskTypeId=1', 'POST /api/v1/jobs?taskTypeId=8']);
  expect(seen.map(({ body }): unknown => JSON.parse(body))).toEqual([{ taskTypeId: '1', inputs }, { taskTypeId: '8', inputs, parameters: { isLivenessCheck: true } }]);
  expect(seen[0]?.headers.authorization).toBe('Bearer api_test');
});

test('the other calls go where the wire format says, ids escaped', async () => {
  answer = json({ jobId: 'a/b', status: 'queued', data: [] });
  await client.finalizeJob('a/b');
  await client.cancelJob('a/b');
  await client.getJob('a/b');
  await client.listJobs({ page: 2, limit: 100, status: 'queued' });
  answer = (response) => response.writeHead(204).end();
  await client.deleteJob('a/b');
  expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
    'POST /api/v1/jobs/a%2Fb/finalize', 'POST /api/v1/jobs/a%2Fb/cancel', 'GET /api/v1/jobs/a%2Fb', 'GET /api/v1/jobs?page=2&limit=100&status=queued', 'DELETE /api/v1/jobs/a%2Fb',
  ]);
});

test('a download carries no credential', async () => {
  answer = json({});
  await client.downloadArtifact(`${base}/signed`);
  expect(seen[0]?.headers.authorization).toBeUndefined();
  expect(seen[0]?.headers.cookie).toBeUndefined();
});

test.each([
  ['the documented shape', 402, 'application/json', '{"code":"INSUFFICIENT_BALANCE","statusCode":402,"message":"Top up."}', 'INSUFFICIENT_BALANCE', 'Top up.'],
  ['an older code', 401, 'application/json', '{"code":"IAM001"}', 'IAM001', 'The server answered 401.'],
  ['a proxy page', 502, 'text/html', '<html><title>Bad Gateway</title></html>', null, 'Bad Gateway'],
  ['storage XML', 403, 'application/xml', '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>', 'AccessDenied', 'Request has expired'],
  ['an empty body', 500, 'text/plain', '', null, 'The server answered 500.'],
  ['JSON that is no object', 500, 'application/json', '[1]', null, 'The server answered 500.'],
])('%s becomes an HttpError with what it says', async (_name, status, type, body, code, message) => {
  answer = (response) => response.writeHead(status, { 'Content-Type': type, 'Retry-After': '7' }).end(body);
  await expect(client.getJob('1')).rejects.toMatchObject({ constructor: HttpError, status, code, message, body, retryAfterMs: 7_000 });
});

test('every way to get no answer has its own error', async () => {
  answer = () => undefined;
  await expect(client.getJob('1')).rejects.toBeInstanceOf(TimeoutError);
  answer = (response) => response.destroy();
  await expect(client.getJob('1')).rejects.toBeInstanceOf(NetworkError);
  answer = (response) => response.writeHead(200, { 'Content-Length': '100' }).end('{"jobId":1', () => response.destroy());
  await expect(client.getJob('1')).rejects.toBeInstanceOf(NetworkError);
  answer = (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>');
  await expect(client.getJob('1')).rejects.toBeInstanceOf(ProtocolError);
  const reason = new Error('changed my mind');
  await expect(client.getJob('1', AbortSignal.abort(reason))).rejects.toBe(reason);
});

test('the server time follows the Date of the last answer', async () => {
  const date = new Date(Date.now() + 3_600_000);
  answer = (response) => response.writeHead(200, { Date: date.toUTCString() }).end('{"data":[]}');
  await client.listJobs({ page: 1, limit: 1 });
  expect(Math.abs(client.serverTime() - date.getTime())).toBeLessThan(2_000);
});
