// @vitest-environment node
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createJobsClient, type CreateJobRequest, type JobsClient } from './client.ts';
import { HttpError, NetworkError, ProtocolError, TimeoutError } from './errors.ts';
import { deployed } from './fixtures/deployed.ts';
import { documented } from './fixtures/documented.ts';
import { mixed } from './fixtures/mixed.ts';
import { readJob, readJobPage } from './normalize.ts';

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
const silence = () => undefined;
/** Sends a status and the start of a body, then nothing more. */
const stall = (status: number, start: string) => (response: ServerResponse) => void response.writeHead(status, { 'Content-Length': '100' }).write(start);
/** Sends a status and the start of a body, then cuts the connection. */
const cut = (status: number, start: string) => (response: ServerResponse) => void response.writeHead(status, { 'Content-Length': '100' }).write(start, () => response.destroy());

const inputs = [{ slotName: 'original', fileName: 'a.jpg', contentType: 'image/jpeg', sizeBytes: 3 }];
const create: CreateJobRequest = { taskTypeId: 1, inputs };
const lines = () => seen.map(({ method, url }) => `${method} ${url}`);

beforeEach(async () => {
  seen = [];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  client = createJobsClient({ baseUrl: `${base}/api/v1`, apiKey: 'api_test', timeoutMs: 5_000 });
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('requests', () => {
  test('a create sends the type in the query and in the body, and parameters only when there are any', async () => {
    answer = json(documented.created);
    await client.createJob(create);
    await client.createJob({ taskTypeId: 8, inputs, parameters: { isLivenessCheck: true } });
    await client.createJob({ ...create, parameters: undefined });
    expect(lines()).toEqual(['POST /api/v1/jobs?taskTypeId=1', 'POST /api/v1/jobs?taskTypeId=8', 'POST /api/v1/jobs?taskTypeId=1']);
    expect(seen.map(({ body }): unknown => JSON.parse(body))).toEqual([
      { taskTypeId: '1', inputs }, { taskTypeId: '8', inputs, parameters: { isLivenessCheck: true } }, { taskTypeId: '1', inputs },
    ]);
    expect(seen.map(({ headers }) => headers['idempotency-key'])).toEqual([undefined, undefined, undefined]);
    expect(seen[0]?.headers).toMatchObject({ 'content-type': 'application/json', accept: 'application/json' });
  });

  test('a create carries its idempotency key, its reference and the pages of a PDF (wire format, section 6.2)', async () => {
    answer = json(documented.created);
    const pdf = [{ slotName: 'original', fileName: 'a.pdf', contentType: 'application/pdf', sizeBytes: 3, pageCount: 7 }];
    await client.createJob({ taskTypeId: '13', inputs: pdf, idempotencyKey: 'attempt-1', externalReference: 'item-1', externalMetadata: { app: 'assay' } });
    expect(lines()).toEqual(['POST /api/v1/jobs?taskTypeId=13']);
    expect(seen[0]?.headers['idempotency-key']).toBe('attempt-1');
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ taskTypeId: '13', inputs: pdf, externalReference: 'item-1', externalMetadata: { app: 'assay' } });
  });

  test('the other calls go where the wire format says, without a body', async () => {
    answer = json(documented.detail);
    await client.finalizeJob('469');
    await client.cancelJob('469');
    await client.getJob('469');
    answer = json(documented.list);
    await client.listJobs({ page: 1, limit: 10 });
    await client.listJobs({ page: 2, limit: 100, status: 'queued' });
    answer = (response) => response.writeHead(204).end();
    await client.deleteJob('469');
    expect(lines()).toEqual([
      'POST /api/v1/jobs/469/finalize', 'POST /api/v1/jobs/469/cancel', 'GET /api/v1/jobs/469',
      'GET /api/v1/jobs?page=1&limit=10&pageSize=10', 'GET /api/v1/jobs?page=2&limit=100&pageSize=100&status=queued', 'DELETE /api/v1/jobs/469',
    ]);
    for (const { body, headers } of seen) {
      expect(body).toBe('');
      expect(headers['content-type']).toBeUndefined();
    }
  });

  test('an id is one segment of the path, whatever is in it', async () => {
    answer = json(documented.detail);
    await client.getJob('a/b?c#d %2F é');
    await client.finalizeJob('../jobs');
    expect(lines()).toEqual(['GET /api/v1/jobs/a%2Fb%3Fc%23d%20%252F%20%C3%A9', 'POST /api/v1/jobs/..%2Fjobs/finalize']);
  });

  test('every call carries the key when there is one, and none when there is not', async () => {
    answer = json({ ...documented.detail, ...documented.list });
    const keyless = createJobsClient({ baseUrl: `${base}/api/v1` });
    for (const each of [client, keyless]) {
      await each.createJob(create);
      await each.finalizeJob('1');
      await each.listJobs({ page: 1, limit: 1 });
      await each.getJob('1');
      await each.cancelJob('1');
      await each.deleteJob('1');
    }
    expect(seen.map(({ headers }) => headers.authorization)).toEqual([...Array<string>(6).fill('Bearer api_test'), ...Array<undefined>(6).fill(undefined)]);
  });

  test('a download carries no credential: no key, no cookie, no referrer', async () => {
    answer = json({ isAiGenerated: true });
    const asked: RequestInit[] = [];
    const watched = createJobsClient({
      baseUrl: `${base}/api/v1`, apiKey: 'api_test',
      fetch: (input, init) => {
        asked.push(init ?? {});
        return fetch(input, init);
      },
    });
    const response = await watched.downloadArtifact(`${base}/signed?sig=1`);
    expect(await response.json()).toEqual({ isAiGenerated: true });
    expect(lines()).toEqual(['GET /signed?sig=1']);
    expect(seen[0]?.headers.authorization).toBeUndefined();
    // Node keeps no cookies: that a browser sends none is what it is asked for here.
    expect(asked).toMatchObject([{ credentials: 'omit', referrerPolicy: 'no-referrer' }]);
    expect(asked[0]?.headers).toBeUndefined();
  });
});

test.each(['.', '..', ''])('a job whose id is "%s" is not asked for, since the browser would ask for the list', async (id) => {
  for (const call of [client.getJob(id), client.finalizeJob(id), client.cancelJob(id), client.deleteJob(id)]) await expect(call).rejects.toThrow(ProtocolError);
  expect(seen).toEqual([]);
});

describe('answers', () => {
  test.each([['documented', documented.created], ['documented, poorer', documented.createdPoorly], ['deployed', deployed.created], ['mixed', mixed.created]])('a create in the vocabulary: %s', async (_name, created) => {
    answer = json(created, 201);
    await expect(client.createJob(create)).resolves.toEqual(readJob(created));
  });

  test.each([['documented', documented.detail], ['deployed', deployed.detail], ['deployed, wrapped', deployed.wrapped], ['mixed', mixed.detail]])('a detail in the vocabulary: %s', async (_name, detail) => {
    answer = json(detail);
    await expect(client.getJob('1')).resolves.toEqual(readJob(detail));
  });

  test.each([['documented', documented.list], ['deployed', deployed.list], ['mixed', mixed.list]])('a list in the vocabulary: %s', async (_name, list) => {
    answer = json(list);
    await expect(client.listJobs({ page: 1, limit: 25 })).resolves.toEqual(readJobPage(list, { page: 1, limit: 25 }));
  });

  test.each([['documented', documented.finalized, documented.cancelled], ['deployed', deployed.finalized, deployed.cancelled], ['not even JSON', 'ok', '']])('a finalize and a cancel, %s, succeed by their status', async (_name, finalized, cancelled) => {
    answer = json(finalized);
    await expect(client.finalizeJob('1')).resolves.toMatchObject({ status: finalized === 'ok' ? null : 'queued' });
    answer = json(cancelled);
    await expect(client.cancelJob('1')).resolves.toMatchObject({ status: cancelled === '' ? null : 'cancelled' });
  });

  test('a cancel that the job was too fast for: what the answer says is handed on', async () => {
    answer = json({ jobId: 1, status: 'completed', updatedAt: '2026-03-01T10:00:09Z', message: 'The job was done already.' });
    await expect(client.cancelJob('1')).resolves.toEqual({ status: 'completed', statusWord: 'completed', updatedAt: Date.parse('2026-03-01T10:00:09Z'), message: 'The job was done already.' });
  });

  test.each([['cut', cut(200, '{"status":"que')], ['late', stall(200, '{"status":"que')], ['an array', json([1])]])('a finalize whose body is %s has been carried out, and says nothing', async (_name, behaviour) => {
    answer = behaviour;
    await expect(client.finalizeJob('1')).resolves.toEqual({ status: null, statusWord: null, updatedAt: null, message: null });
  });

  test('ids as large JSON numbers are two jobs, digit for digit, in the list, in a detail and in the address', async () => {
    answer = (response) => response.end('{"data":[{"jobId":72057594037927937,"status":"queued"},{"jobId":72057594037927938,"status":"queued"}]}');
    const { jobs } = await client.listJobs({ page: 1, limit: 10 });
    expect(jobs.map(({ id }) => id)).toEqual(['72057594037927937', '72057594037927938']);
    answer = (response) => response.end('{"jobId":72057594037927937,"status":"queued"}');
    const { id } = await client.getJob('72057594037927937');
    expect(id).toBe('72057594037927937');
    expect(lines()).toContain('GET /api/v1/jobs/72057594037927937');
  });

  test('no answer is taken out of a cache', async () => {
    const asked: (RequestInit | undefined)[] = [];
    const watched = createJobsClient({ baseUrl: base, fetch: async (_input, init) => {
      asked.push(init);
      return Response.json(documented.detail);
    } });
    await watched.getJob('1');
    expect(asked).toMatchObject([{ cache: 'no-store' }]);
  });

  test('the server time follows the Date of the last answer', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_790_000_000_000 });
    onTestFinished(() => void vi.useRealTimers());
    const clocked = createJobsClient({ baseUrl: `${base}/api/v1` });
    const date = new Date(Date.now() + 3_600_000);
    expect(clocked.serverTime()).toBe(Date.now());
    answer = (response) => response.writeHead(200, { Date: date.toUTCString() }).end('{"data":[]}');
    await clocked.listJobs({ page: 1, limit: 1 });
    expect(clocked.serverTime()).toBe(date.getTime());
  });
});

describe('errors', () => {
  test('an error status becomes an HttpError with what it says, and is not tried again', async () => {
    const body = JSON.stringify(documented.errors.insufficientBalance);
    answer = (response) => response.writeHead(402, { 'Content-Type': 'application/json', 'Retry-After': '7' }).end(body);
    await expect(client.createJob(create)).rejects.toMatchObject({ constructor: HttpError, status: 402, code: 'INSUFFICIENT_BALANCE', message: documented.errors.insufficientBalance.message, body, retryAfterMs: 7_000 });
    expect(seen).toHaveLength(1);
  });

  test('every call and the download tell of an error status', async () => {
    answer = (response) => response.writeHead(502, { 'Content-Type': 'text/html' }).end('<html><title>Bad Gateway</title></html>');
    const calls = [
      client.createJob(create), client.finalizeJob('1'), client.listJobs({ page: 1, limit: 1 }), client.getJob('1'), client.cancelJob('1'), client.deleteJob('1'), client.downloadArtifact(`${base}/signed`),
    ];
    const outcomes = await Promise.allSettled(calls);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { kind: 'http', status: 502, message: 'Bad Gateway' } });
  });

  test('an answer whose body nobody needs is read to its end all the same: until then a browser keeps the request open', async () => {
    const answers: Response[] = [];
    const reading = createJobsClient({ baseUrl: base, fetch: async () => {
      const response = new Response('{"status":"queued"}');
      answers.push(response);
      return response;
    } });
    await Promise.all([reading.finalizeJob('1'), reading.cancelJob('1'), reading.deleteJob('1')]);
    expect(answers.map(({ bodyUsed }) => bodyUsed)).toEqual([true, true, true]);
  });

  test('the status of an error counts even when its body is cut off', async () => {
    answer = cut(402, '{"code":"INSUFF');
    await expect(client.getJob('1')).rejects.toMatchObject({ constructor: HttpError, status: 402, code: null });
  });

  test.each([
    ['an HTML page', '<html>Sign in to the guest network</html>'], ['nothing', ''], ['cut JSON', '{"jobId":1'],
  ])('success with %s is a ProtocolError that keeps what came', async (_name, body) => {
    answer = (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end(body);
    const outcomes = await Promise.allSettled([client.createJob(create), client.getJob('1'), client.listJobs({ page: 1, limit: 1 })]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { constructor: ProtocolError, answer: body } });
  });

  test('JSON that is something else is a ProtocolError', async () => {
    answer = json({ ok: true });
    await expect(client.getJob('1')).rejects.toMatchObject({ constructor: ProtocolError, answer: { ok: true } });
    await expect(client.listJobs({ page: 1, limit: 1 })).rejects.toBeInstanceOf(ProtocolError);
  });

  test('a refused connection is a NetworkError', async () => {
    await new Promise((resolve) => server.close(resolve));
    await expect(client.getJob('1')).rejects.toBeInstanceOf(NetworkError);
    await expect(client.downloadArtifact(`${base}/signed`)).rejects.toBeInstanceOf(NetworkError);
  });

  test('a connection cut before the answer is a NetworkError', async () => {
    answer = (response) => response.destroy();
    await expect(client.getJob('1')).rejects.toMatchObject({ constructor: NetworkError, message: 'No answer from the server.' });
  });

  test('an answer cut in the middle is a NetworkError', async () => {
    answer = cut(200, '{"jobId":1');
    await expect(client.getJob('1')).rejects.toMatchObject({ constructor: NetworkError, message: 'The answer was cut off.' });
  });

  test.each([['that never comes', silence], ['that stalls in the middle', stall(200, '{"jobId":1')]])('an answer %s is a TimeoutError', async (_name, behaviour) => {
    answer = behaviour;
    const hasty = createJobsClient({ baseUrl: `${base}/api/v1`, timeoutMs: 150 });
    await expect(hasty.getJob('1')).rejects.toMatchObject({ constructor: TimeoutError, message: 'No full answer within 0.15 s.' });
  });

  test('an abort gives the reason of the signal: before, while waiting, and in the middle of any answer', async () => {
    const reason = new Error('changed my mind');
    await expect(client.getJob('1', AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(seen).toHaveLength(0);
    for (const behaviour of [silence, stall(200, '{"jobId":1'), stall(500, '<html>')]) {
      const controller = new AbortController();
      answer = (response) => {
        behaviour(response);
        setTimeout(() => controller.abort(reason), 100);
      };
      await expect(client.getJob('1', controller.signal)).rejects.toBe(reason);
    }
  });

  test('the signal ends a download in the middle of its body', async () => {
    const controller = new AbortController();
    answer = stall(200, '{"isAi');
    const response = await client.downloadArtifact(`${base}/signed`, controller.signal);
    const reason = new Error('left the page');
    controller.abort(reason);
    await expect(response.text()).rejects.toBe(reason);
  });
});
