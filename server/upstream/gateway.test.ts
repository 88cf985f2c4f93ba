import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';

import { afterEach, describe, expect, test } from 'vitest';

import { createGateway } from './gateway.ts';
import { listen, nodeListener } from '../http/listen.ts';
import { createSealedBox } from '../http/sealed-box.ts';
import { sendJson, startRawPlatform, startTestPlatform } from '../testing/test-platform.ts';

const closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** The gateway behind a real listener, as in production; gives its origin. */
async function startGateway(apiUrl: string, timeoutMs = 2000): Promise<string> {
  const gateway = createGateway({ apiUrl, storageOrigins: [], sealedBox: createSealedBox(['s'.repeat(32)], 'relay'), timeoutMs });
  const listening = await listen(nodeListener((request) => gateway.handle(request)), '127.0.0.1', 0);
  closers.push(() => listening.close(0), () => gateway.close());
  return `http://127.0.0.1:${listening.port}`;
}

describe('what passes', () => {
  test('method, path, query, body and listed headers go to the platform, and nothing else', async () => {
    await using platform = await startTestPlatform((response) => sendJson(response, 201, { ok: true }));
    const origin = await startGateway(platform.url);
    const answer = await fetch(`${origin}/api/v1/jobs?taskTypeId=1&x=%20y`, {
      method: 'POST',
      headers: { authorization: 'Bearer api_k', 'content-type': 'application/json', cookie: 'a=b', origin: 'http://x.example', 'x-forwarded-for': '1.2.3.4', 'user-agent': 'someone' },
      body: '{"inputs":[]}',
    });
    expect(answer.status).toBe(201);
    expect(platform.received).toHaveLength(1);
    const { method, url, body, headers } = platform.received[0] ?? { headers: {} };
    expect({ method, url, body }).toEqual({ method: 'POST', url: '/api/v1/jobs?taskTypeId=1&x=%20y', body: '{"inputs":[]}' });
    expect(headers).toMatchObject({ authorization: 'Bearer api_k', 'content-type': 'application/json', 'content-length': '13', 'user-agent': 'Assay', host: new URL(platform.url).host });
    for (const name of ['cookie', 'origin', 'x-forwarded-for', 'sec-fetch-mode', 'referer']) expect(headers).not.toHaveProperty(name);
  });

  test('status, body and listed headers come back, and nothing else', async () => {
    const passed = { 'retry-after': '7', etag: '"e"', 'x-ratelimit-remaining': '3', 'ratelimit-reset': '9' };
    await using platform = await startTestPlatform((response) =>
      sendJson(response, 429, { code: 'SLOW' }, { ...passed, 'set-cookie': ['a=b', 'c=d'], server: 'x', 'access-control-allow-origin': '*', 'strict-transport-security': 'max-age=1', 'x-request-id': 'r1', 'cache-control': 'max-age=600', vary: '*', 'content-disposition': 'inline' }),
    );
    const answer = await fetch(`${await startGateway(platform.url)}/api/v1/jobs`);
    expect(answer.status).toBe(429);
    expect(await answer.json()).toEqual({ code: 'SLOW' });
    expect(Object.fromEntries(answer.headers)).toMatchObject({ ...passed, 'content-type': 'application/json' });
    for (const name of ['set-cookie', 'server', 'access-control-allow-origin', 'strict-transport-security', 'x-request-id', 'cache-control', 'vary', 'content-disposition']) expect(answer.headers.has(name)).toBe(false);
  });

  test('an Idempotency-Key goes on with a create, and with nothing else', async () => {
    await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
    const origin = await startGateway(platform.url);
    const headers = { 'idempotency-key': 'attempt-1' };
    for (const [method, path] of [['POST', 'jobs'], ['GET', 'jobs'], ['DELETE', 'jobs/7']]) await fetch(`${origin}/api/v1/${path}`, { method: method ?? '', headers });
    expect(platform.received.map((request) => request.headers['idempotency-key'])).toEqual(['attempt-1', undefined, undefined]);
  });

  test('an integration key may ask what it is for', async () => {
    await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
    expect((await fetch(`${await startGateway(platform.url)}/api/v1/integrations/current`)).status).toBe(200);
    expect(platform.received.map(({ url }) => url)).toEqual(['/api/v1/integrations/current']);
  });

  test('"not modified" is passed on to a caller who said what it knows, and is a 502 to another one', async () => {
    await using platform = await startTestPlatform((response) => response.writeHead(304, { etag: '"e"' }).end());
    const origin = await startGateway(platform.url);
    const asked = await fetch(`${origin}/api/v1/jobs/7`, { headers: { 'if-none-match': '"e"' } });
    expect([asked.status, asked.headers.get('etag')]).toEqual([304, '"e"']);
    expect((await fetch(`${origin}/api/v1/jobs/7`)).status).toBe(502);
  });

  test.each([
    ['DELETE', 'jobs/7'],
    ['POST', 'jobs/7/finalize'],
  ])('%s without a body is sent without one', async (method, path) => {
    await using platform = await startTestPlatform((response) => response.writeHead(204).end());
    const answer = await fetch(`${await startGateway(platform.url)}/api/v1/${path}`, { method });
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe('');
    expect(platform.received[0]?.headers).not.toHaveProperty('transfer-encoding');
    expect(platform.received[0]?.headers['content-length'] ?? '0').toBe('0');
  });

  test('HEAD passes', async () => {
    await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
    const answer = await fetch(`${await startGateway(platform.url)}/api/v1/jobs`, { method: 'HEAD' });
    expect(answer.status).toBe(200);
    expect(platform.received[0]?.method).toBe('HEAD');
  });
});

describe('streaming', () => {
  test('the first piece of an answer arrives before the last is sent', async () => {
    const last = Promise.withResolvers<undefined>();
    await using platform = await startRawPlatform(async (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('[1,');
      await last.promise;
      response.end('2]');
    });
    const answer = await fetch(`${await startGateway(platform.url)}/api/v1/jobs`);
    const reader = answer.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('[1,');
    last.resolve(undefined);
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('2]');
  });

  test('an announced length is passed on; an answer without one goes out in chunks', async () => {
    await using platform = await startRawPlatform((request, response) => {
      if (request.url?.endsWith('/1')) response.writeHead(200, { 'content-type': 'application/json', 'content-length': 4 }).end('[12]');
      else response.writeHead(200, { 'content-type': 'application/json' }).end('[12]');
    });
    const origin = await startGateway(platform.url);
    const [known, unknown] = await Promise.all(['1', '2'].map((id) => fetch(`${origin}/api/v1/jobs/${id}`)));
    expect([known?.headers.get('content-length'), known?.headers.get('transfer-encoding'), await known?.text()]).toEqual(['4', null, '[12]']);
    expect([unknown?.headers.get('content-length'), unknown?.headers.get('transfer-encoding'), await unknown?.text()]).toEqual([null, 'chunked', '[12]']);
  });

  test('a client of HTTP/1.0, as some proxies are, gets no chunks', async () => {
    await using platform = await startRawPlatform((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('[1');
      response.end('2]');
    });
    const socket = connect(Number(new URL(await startGateway(platform.url)).port), '127.0.0.1').setEncoding('utf8');
    let answer = '';
    socket.on('data', (text: string) => (answer += text));
    socket.write('GET /api/v1/jobs HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n');
    await once(socket, 'close');
    expect(answer).not.toMatch(/transfer-encoding/i);
    expect(answer.split('\r\n\r\n')[1]).toBe('[12]');
  });

  test('the first piece of a request arrives before the last is sent', async () => {
    const first = Promise.withResolvers<string>();
    await using platform = await startRawPlatform(async (request, response) => {
      request.once('data', (chunk: Buffer) => first.resolve(chunk.toString()));
      await once(request, 'end');
      sendJson(response, 200, {});
    });
    const sending = httpRequest(`${await startGateway(platform.url)}/api/v1/jobs`, { method: 'POST' });
    const answered = once(sending, 'response');
    sending.write('{"a":');
    expect(await first.promise).toBe('{"a":');
    sending.end('1}');
    await answered;
  });

  test('a client that goes away ends the exchange with the platform', async () => {
    const ended = Promise.withResolvers<undefined>();
    const begun = Promise.withResolvers<undefined>();
    await using platform = await startRawPlatform((_request, response) => {
      response.on('close', () => ended.resolve(undefined));
      begun.resolve(undefined);
    });
    const controller = new AbortController();
    const answer = fetch(`${await startGateway(platform.url, 60_000)}/api/v1/jobs`, { signal: controller.signal });
    await begun.promise;
    controller.abort();
    await expect(answer).rejects.toThrow('aborted');
    await ended.promise;
  });

  test('a body over 1 MiB is refused, announced or not', async () => {
    await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
    const url = `${await startGateway(platform.url)}/api/v1/jobs`;
    const announced = await fetch(url, { method: 'POST', body: new Uint8Array(1_048_577) });
    expect(announced.status).toBe(413);
    expect(await announced.json()).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', statusCode: 413 });

    const sending = httpRequest(url, { method: 'POST' });
    // The rest of a refused body meets a closed connection.
    sending.on('error', () => {});
    const answered = once(sending, 'response');
    sending.write(new Uint8Array(600_000));
    sending.end(new Uint8Array(600_000));
    const [chunked] = await answered;
    expect(chunked.statusCode).toBe(413);
    expect(platform.received).toEqual([]);
    expect((await fetch(url, { method: 'POST', body: new Uint8Array(1_048_576) })).status).toBe(200);
  });
});

describe('when the platform fails', () => {
  test('no headers in time is a 504', async () => {
    await using platform = await startTestPlatform(() => {});
    const answer = await fetch(`${await startGateway(platform.url, 60)}/api/v1/jobs`);
    expect(answer.status).toBe(504);
    expect(await answer.json()).toMatchObject({ code: 'GATEWAY_TIMEOUT', statusCode: 504 });
  });

  test('nobody there is a 502', async () => {
    const platform = await startTestPlatform(() => {});
    await platform[Symbol.asyncDispose]();
    const answer = await fetch(`${await startGateway(platform.url)}/api/v1/jobs`);
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ code: 'PLATFORM_UNREACHABLE', message: expect.stringContaining('ECONNREFUSED') });
  });

  test.each([301, 302, 307])('a redirect (%i) is not followed and not passed on', async (status) => {
    await using platform = await startTestPlatform((response) => response.writeHead(status, { location: 'http://elsewhere.example/' }).end());
    const answer = await fetch(`${await startGateway(platform.url)}/api/v1/jobs`, { redirect: 'manual' });
    expect(answer.status).toBe(502);
    expect(answer.headers.has('location')).toBe(false);
    expect(await answer.json()).toMatchObject({ code: 'UNEXPECTED_ANSWER' });
  });

  test('an answer that breaks off does not look complete', async () => {
    const broken = Promise.withResolvers<undefined>();
    await using platform = await startRawPlatform(async (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('[1,');
      await broken.promise;
      response.destroy();
    });
    const answer = await fetch(`${await startGateway(platform.url)}/api/v1/jobs`);
    broken.resolve(undefined);
    await expect(answer.text()).rejects.toThrow('terminated');
  });

  test.each([
    ['with a length', { 'content-length': '9' }],
    ['in chunks', {}],
  ])('an answer %s that breaks off before its first byte is a 502 in the documented shape', async (_name, headers) => {
    await using platform = await startRawPlatform((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', ...headers }).flushHeaders();
      setTimeout(() => response.destroy(), 30);
    });
    const answer = await fetch(`${await startGateway(platform.url)}/api/v1/jobs`);
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ code: 'UNEXPECTED_ANSWER', statusCode: 502 });
  });

  test('an answer with a length that breaks off right after its first byte is cut, and no page of the adapter', async () => {
    await using platform = await startRawPlatform((_request, response) => void response.writeHead(200, { 'content-type': 'application/json', 'content-length': '9' }).write('[1,', () => response.destroy()));
    const answer = await fetch(`${await startGateway(platform.url)}/api/v1/jobs`);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow('terminated');
  });

  test('an answer whose head comes and whose body never does is a 504', async () => {
    await using platform = await startRawPlatform((_request, response) => response.writeHead(200, { 'content-length': '9' }).flushHeaders());
    expect((await fetch(`${await startGateway(platform.url, 80)}/api/v1/jobs`)).status).toBe(504);
  });

  test('an answer that stops in the middle is given up', async () => {
    await using platform = await startRawPlatform((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('[1,');
    });
    const answer = await fetch(`${await startGateway(platform.url, 80)}/api/v1/jobs`);
    await expect(answer.text()).rejects.toThrow('terminated');
  });
});

test.each(['/api/v1/%2e%2e%2fadmin', '/api/v1/jobs%2f..%2f..%2fadmin', '/api/v1/..;/admin', '/api/v1/jobs/%2e%2e%3b', '/api/v1/jobs/', '/api/v1/users', '/admin'])('%s does not reach the platform', async (path) => {
  await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
  const answer = await fetch((await startGateway(platform.url)) + path);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'NOT_FOUND', statusCode: 404 });
  expect(platform.received).toEqual([]);
});

test.each(['PUT', 'PATCH', 'OPTIONS'])('%s is not a method of the Jobs API', async (method) => {
  await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
  const answer = await fetch(`${await startGateway(platform.url)}/api/v1/jobs`, { method });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
  expect(platform.received).toEqual([]);
});
