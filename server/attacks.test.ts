// What a stranger can send to the port, as raw bytes, and what a platform gone bad can send back.
import { connect } from 'node:net';

import { afterEach, describe, expect, test } from 'vitest';

import { listen, nodeListener } from './http/listen.ts';
import { createKeyLimit } from './auth/key-limit.ts';
import { cookieOf, testApp } from './testing/test-app.ts';
import { sendJson, startRawPlatform, startTestPlatform } from './testing/test-platform.ts';
import { startTestPort } from './testing/test-port.ts';
import { raw, request } from './testing/test-raw.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

describe('smuggling: a request that two readers would cut in two places is refused', () => {
  test.each([
    ['a length', request(['Content-Length: 5'], 'hello')],
    ['chunks', request(['Transfer-Encoding: chunked'], '5\r\nhello\r\n0\r\n\r\n')],
  ])('%s alone is not', async (_name, text) => {
    await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
    expect(await raw(await startTestPort(platform.url), text)).toContain('HTTP/1.1 200');
    expect(platform.received.map(({ body }) => body)).toEqual(['hello']);
  });

  test.each([
    ['both lengths', request(['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\nGET /api/v1/smuggled HTTP/1.1\r\n\r\n')],
    ['two lengths', request(['Content-Length: 0', 'Content-Length: 44'], 'GET /api/v1/smuggled HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['a length with a sign', request(['Content-Length: +5'], 'hello')],
    ['chunked by another name', request(['Transfer-Encoding: xchunked'], '0\r\n\r\n')],
    ['chunked, but not last', request(['Transfer-Encoding: chunked, identity'], '0\r\n\r\n')],
    ['a space before the colon', request(['Content-Length : 5'], 'hello')],
    ['a folded header', request(['X-A: b', ' Transfer-Encoding: chunked'], '0\r\n\r\n')],
    ['bare line feeds', 'POST /api/v1/jobs HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 0\n\n'],
    ['a bare carriage return in a header', request(['X-A: b\rTransfer-Encoding: chunked'], '0\r\n\r\n')],
    ['a zero byte in a header', request(['X-A: a\0b'])],
    ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['a chunk size that is no number', request(['Transfer-Encoding: chunked'], 'zz\r\nhello\r\n0\r\n\r\n')],
  ])('%s', async (_name, text) => {
    await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
    const answer = await raw(await startTestPort(platform.url), text);
    expect(answer).not.toContain('HTTP/1.1 200');
    expect(platform.received.map(({ url }) => url)).not.toContain('/api/v1/smuggled');
  });
});

test('a request that expects 100 Continue and waits in line gets its answer whole', async () => {
  await using platform = await startTestPlatform((response) => void setTimeout(() => sendJson(response, 200, {}), 50));
  const first = 'GET /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
  const answer = await raw(await startTestPort(platform.url), first + request(['Expect: 100-continue'], '', 'GET /api/nothing HTTP/1.1'));
  expect(answer.split('\r\n\r\n').at(-1)).toMatch(/^\{"code":"NOT_FOUND".*\}$/);
  expect(answer).toMatch(/0\r\n\r\nHTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 404 /);
});

test('a GET that brings a body cannot make the next request on the line to the platform part of it', async () => {
  // Answers a GET at once, whatever its length says, and keeps the connection, as many platforms do.
  const seen: string[] = [];
  await using platform = await startRawPlatform((incoming, response) => {
    seen.push(`${incoming.method} ${incoming.url} ${incoming.headers['content-length'] ?? 'no length'}`);
    sendJson(response, 200, {});
  });
  const port = await startTestPort(platform.url);
  const hidden = 'GET /api/v1/smuggled HTTP/1.1\r\nHost: x\r\n\r\n';
  for (const framing of [`Content-Length: ${hidden.length}`, 'Transfer-Encoding: chunked']) {
    const body = framing.startsWith('T') ? `${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n` : hidden;
    expect(await raw(port, request([framing], body, 'GET /api/v1/jobs HTTP/1.1'))).toContain('HTTP/1.1 200');
    expect(await raw(port, request([], '', 'GET /api/v1/jobs/next HTTP/1.1'))).toContain('HTTP/1.1 200');
  }
  expect(seen).toEqual(['GET /api/v1/jobs no length', 'GET /api/v1/jobs/next no length', 'GET /api/v1/jobs no length', 'GET /api/v1/jobs/next no length']);
});

test.each([
  ['two hosts', request(['Host: evil.example'], '', 'GET /api/v1/jobs HTTP/1.1'), 400],
  ['a host with a path', 'GET /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1/..@evil\r\nConnection: close\r\n\r\n', 400],
  ['a host with a user', 'GET /api/v1/jobs HTTP/1.1\r\nHost: evil@127.0.0.1\r\nConnection: close\r\n\r\n', 400],
  ['an empty host', 'GET /api/v1/jobs HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n', 400],
  ['no path', request([], '', 'OPTIONS * HTTP/1.1'), 400],
  ['backslashes', request([], '', 'GET /api/v1/jobs\\..\\..\\admin HTTP/1.1'), 400],
  ['a target with a user', request([], '', 'GET http://a:b@127.0.0.1/api/v1/jobs HTTP/1.1'), 400],
  ['a target with a password alone', request([], '', 'GET http://:b@127.0.0.1/ HTTP/1.1'), 400],
  ['a path parameter', request([], '', 'GET /api/v1/..;/admin HTTP/1.1'), 404],
  ['an encoded path parameter', request([], '', 'GET /api/v1/jobs/%2e%2e%3b HTTP/1.1'), 404],
  ['TRACE', request([], '', 'TRACE /api/v1/jobs HTTP/1.1'), 405],
])('%s: refused in words, and no failure of the server', async (_name, text, status) => {
  await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
  expect(await raw(await startTestPort(platform.url), text)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(platform.received).toEqual([]);
});

test('headers over 16 KiB are refused', async () => {
  await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
  const port = await startTestPort(platform.url);
  expect(await raw(port, request([`X-A: ${'a'.repeat(17_000)}`]))).toMatch(/^HTTP\/1\.1 431 /);
  expect(await raw(port, request([], '', `GET /api/v1/jobs?${'a'.repeat(17_000)} HTTP/1.1`))).toMatch(/^HTTP\/1\.1 431 /);
  expect(platform.received).toEqual([]);
});

test.each(['GET /api/v1/../../etc/passwd HTTP/1.1', 'GET /api/v1/..%2f..%2fadmin HTTP/1.1', 'GET //evil.example/api/v1/jobs HTTP/1.1', 'GET http://evil.example/admin HTTP/1.1', 'CONNECT evil.example:443 HTTP/1.1'])(
  '%s does not lead out',
  async (first) => {
    await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
    await raw(await startTestPort(platform.url), request([], '', first));
    expect(platform.received.filter(({ url, headers }) => !url.startsWith('/api/v1/') || headers.host !== new URL(platform.url).host)).toEqual([]);
  },
);

test('what is hop by hop stops at the hop, both ways', async () => {
  await using platform = await startTestPlatform((response) =>
    sendJson(response, 200, {}, { connection: 'x-inner', 'x-inner': '1', 'proxy-authenticate': 'Basic', trailer: 'x', upgrade: 'h2c', 'keep-alive': 'timeout=999' }),
  );
  const answer = await raw(await startTestPort(platform.url), request(['TE: trailers', 'Upgrade: h2c', 'Proxy-Authorization: Basic x', 'X-Inner: 1'], '', 'GET /api/v1/jobs HTTP/1.1').replace('Connection: close', 'Connection: close, x-inner'));
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).not.toMatch(/x-inner|proxy-authenticate|^trailer|upgrade|timeout=999/im);
  for (const name of ['te', 'upgrade', 'proxy-authorization', 'x-inner']) expect(platform.received[0]?.headers).not.toHaveProperty(name);
});

describe('a platform gone bad', () => {
  test('an endless answer is cut off after 32 MiB', async () => {
    await using platform = await startRawPlatform((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const piece = Buffer.alloc(1024 ** 2, ' ');
      const more = (): void => {
        while (!response.destroyed && response.write(piece));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const answer = await fetch(`http://127.0.0.1:${await startTestPort(platform.url)}/api/v1/jobs`);
    let length = 0;
    const read = async (): Promise<void> => {
      for await (const chunk of answer.body ?? []) length += chunk.byteLength;
    };
    await expect(read()).rejects.toThrow('terminated');
    expect(length).toBeLessThanOrEqual(32 * 1024 ** 2);
  });

  test('an answer that is announced as huge is refused at once', async () => {
    await using platform = await startRawPlatform((_request, response) => void response.writeHead(200, { 'content-length': 1e12 }).write('x'));
    const answer = await fetch(`http://127.0.0.1:${await startTestPort(platform.url)}/api/v1/jobs`);
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ code: 'UNEXPECTED_ANSWER' });
  });

  test.each([
    ['a header that ends early', 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-A'],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['headers over 16 KiB', `HTTP/1.1 200 OK\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n{}`],
    ['both lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}'],
    ['a line break in a header', 'HTTP/1.1 200 OK\r\nContent-Type: application/json\rSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\n{}'],
  ])('%s is a 502', async (_name, text) => {
    await using platform = await startRawPlatform((incoming) => void incoming.socket.end(text, 'latin1'));
    const answer = await fetch(`http://127.0.0.1:${await startTestPort(platform.url)}/api/v1/jobs`);
    expect(answer.status).toBe(502);
    expect(answer.headers.has('set-cookie')).toBe(false);
  });
});

describe('a platform or storage that changes the protocol', () => {
  test.each([
    ['101', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['101 with an upgrade', 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
    ['interim answers without an end', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000)],
    ['a connection closed at once', ''],
  ])('%s is a 502 at once', async (_name, text) => {
    await using platform = await startRawPlatform((incoming) => {
      incoming.socket.write(text);
      if (text === '') incoming.socket.end();
    });
    const port = await startTestPort(platform.url);
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/jobs`);
    // One that was waited for would be a 504.
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ statusCode: 502 });
  });
});

test('the body of a GET that never comes does not keep the connection', async () => {
  await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
  const call = testApp({ apiUrl: platform.url, sharedKey: 'api_shared' });
  const listening = await listen(nodeListener((asked) => call(asked), { bodyMs: 200 }), '127.0.0.1', 0);
  // What reads its body waits for it: the connection stays.
  let kept = true;
  const reading = raw(listening.port, 'POST /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nx').then(() => (kept = false));
  const answers = await Promise.all(Array.from({ length: 50 }, () => raw(listening.port, 'GET /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nx')));
  expect(kept).toBe(true);
  expect(answers.filter((answer) => answer.includes('HTTP/1.1 200'))).toHaveLength(50);
  await Promise.all([reading, listening.close(0)]);
});

test('600 GETs in a pipeline take one socket to the platform; what is too much is a 503 in the documented shape', async () => {
  let running = 0;
  let most = 0;
  await using platform = await startRawPlatform((_request, response) => {
    running += 1;
    most = Math.max(most, running);
    setTimeout(() => {
      running -= 1;
      sendJson(response, 200, {});
    }, 5);
  });
  const port = await startTestPort(platform.url);
  const one = 'GET /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
  const answer = await raw(port, one.repeat(599) + one.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
  expect(most).toBe(1);
  const statuses = answer.match(/HTTP\/1\.1 \d+/g) ?? [];
  expect(statuses.map((status) => status.slice(-3))).toEqual([...Array.from({ length: 101 }, () => '200'), '503']);
  expect(answer).toContain('"code":"TOO_MANY_CALLS","statusCode":503');
});

test('what is no HTTP is refused in the documented shape, and as no page', async () => {
  await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
  const port = await startTestPort(platform.url);
  for (const [text, status] of [['\u0016\u0003\u0001 TLS\r\n\r\n', 400], [request([`X-A: ${'a'.repeat(17_000)}`]), 431], ['GET / HTTP/9.9\r\n\r\n', 400]] as const) {
    const answer = await raw(port, text);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(`"statusCode":${status}`);
    expect(answer).toContain("content-security-policy: sandbox; default-src 'none'");
  }
});

const attempt = (call: ReturnType<typeof testApp>, apiKey: string, from?: string): Promise<Response> => call('/api/session', { method: 'POST', body: JSON.stringify({ apiKey }) }, undefined, from);

const wrong = (limit: ReturnType<typeof createKeyLimit>, n: number, net = '192.0.2'): Promise<{ status: number } | number> => limit.guard(`wrong-${net}-${n}`, `${net}.${n}`, async () => ({ status: 401 }));

describe('guessing keys', () => {
  test('ten wrong ones at once from an address, then one each 30 s, said by Retry-After; a right one costs nothing', async () => {
    await using platform = await startTestPlatform((response, { headers }) => sendJson(response, headers.authorization === 'Bearer api_good' ? 200 : 401, {}));
    let now = 0;
    const call = testApp({ apiUrl: platform.url, clock: () => now });
    for (let n = 0; n < 20; n += 1) expect((await attempt(call, 'api_good')).status).toBe(200);
    const statuses = await Promise.all(Array.from({ length: 30 }, async (_, n) => (await attempt(call, `api_${n}`)).status));
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    const slowed = await attempt(call, 'api_new');
    expect(slowed.status).toBe(429);
    expect(slowed.headers.get('retry-after')).toBe('30');
    expect(await slowed.json()).toMatchObject({ code: 'TOO_MANY_SIGN_INS' });
    expect((await attempt(call, 'api_good')).status).toBe(200);
    now += 30_000;
    expect((await attempt(call, 'api_good')).status).toBe(200);
    // A good key is also asked for its tenant; a wrong one is not.
    expect(platform.received.filter(({ url }) => url.startsWith('/api/v1/jobs'))).toHaveLength(32);
    expect(platform.received.filter(({ url, headers }) => !url.startsWith('/api/v1/jobs') && headers.authorization !== 'Bearer api_good')).toEqual([]);
  });

  test('many addresses together are slowed too', async () => {
    let now = 0;
    const limit = createKeyLimit(() => now);
    const asked = async (net: string): Promise<number> => (await Promise.all(Array.from({ length: 1000 }, (_, n) => wrong(limit, n, net)))).filter((answer) => typeof answer !== 'number').length;
    expect(await asked('192.0.2')).toBe(200);
    now += 10_000;
    expect(await asked('198.51.100')).toBe(20);
  });

  test('wrong keys from many addresses lock out neither who signed in before nor the place that they work at', async () => {
    await using platform = await startTestPlatform((response, { headers }) => sendJson(response, /good/.test(headers.authorization ?? '') ? 200 : 401, {}));
    const call = testApp({ apiUrl: platform.url, clock: () => 0 });
    const office = '203.0.113.7';
    expect((await attempt(call, 'api_good', office)).status).toBe(200);
    const flood = await Promise.all(Array.from({ length: 400 }, async (_, n) => (await attempt(call, `api_${n}`, `198.51.100.${n}`)).status));
    expect(flood.filter((status) => status === 429)).toHaveLength(200);
    expect((await attempt(call, 'api_good', '192.0.2.200')).status).toBe(200);
    expect((await attempt(call, 'api_good_of_a_colleague', office)).status).toBe(200);
    expect((await attempt(call, 'api_good_of_a_stranger', '192.0.2.201')).status).toBe(429);
  });

  test('an IPv6 network counts as one address', async () => {
    const limit = createKeyLimit(() => 0);
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => limit.guard(`wrong-${n}`, `2001:db8:1:2::${n}`, async () => ({ status: 401 }))));
    expect(answers.filter((answer) => typeof answer !== 'number')).toHaveLength(10);
  });

  test('by Authorization at the API too, by the same count; the platform is not asked', async () => {
    await using platform = await startTestPlatform((response, { headers }) => sendJson(response, headers.authorization === 'Bearer api_good' ? 200 : 401, {}));
    const call = testApp({ apiUrl: platform.url, clock: () => 0 });
    const jobs = (key: string): Promise<Response> => call('/api/v1/jobs', { headers: { authorization: `Bearer ${key}` } });
    expect((await jobs('api_good')).status).toBe(200);
    const statuses = await Promise.all(Array.from({ length: 300 }, async (_, n) => (await jobs(`api_${n}`)).status));
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    const slowed = await jobs('api_one_more');
    expect([slowed.status, slowed.headers.get('retry-after')]).toEqual([429, '30']);
    expect(await slowed.json()).toMatchObject({ code: 'TOO_MANY_WRONG_KEYS', statusCode: 429 });
    expect((await attempt(call, 'api_another')).status).toBe(429);
    expect(platform.received).toHaveLength(11);
    // A key that is known to be good goes on, however many others are tried beside it.
    const good = await Promise.all(Array.from({ length: 30 }, async () => (await jobs('api_good')).status));
    expect(new Set(good)).toEqual(new Set([200]));
  });

  test('thirty calls at once with a good key that is new here are one question, not thirty guesses', async () => {
    await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
    const call = testApp({ apiUrl: platform.url, clock: () => 0 });
    const statuses = await Promise.all(Array.from({ length: 30 }, async () => (await call('/api/v1/jobs', { headers: { authorization: 'Bearer api_new' } })).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  test('a body that is too long, announced or not, is not read to its end', async () => {
    await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
    const call = testApp({ apiUrl: platform.url });
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(8192).fill(32));
      },
    });
    const answer = await call('/api/session', { method: 'POST', body: endless, duplex: 'half' });
    expect(answer.status).toBe(400);
    expect(pulled).toBeLessThan(10);
  });
});

describe('cookies that somebody else set', () => {
  test('over TLS a neighbour cannot sign anybody in: only the __Host- name counts', async () => {
    await using platform = await startTestPlatform((response) => sendJson(response, 200, { data: [] }));
    const call = testApp({ apiUrl: platform.url });
    const site = 'http://assay.example.com';
    // What an attacker gets who signs in without a browser.
    const plain = cookieOf(await call('/api/session', { method: 'POST', body: '{"apiKey":"api_evil"}' }, site));
    expect(plain).toMatch(/^assay_session=/);
    const browser = { 'sec-fetch-site': 'same-origin' };
    expect((await call('/api/v1/jobs', { headers: { ...browser, cookie: plain } }, site)).status).toBe(401);
    expect((await call('/api/v1/jobs', { headers: { ...browser, cookie: `__Host-assay_session=junk; ${plain}` } }, site)).status).toBe(401);
    expect((await call('/api/v1/jobs', { headers: { cookie: `${plain}; __Host-assay_session=junk` } }, site)).status).toBe(401);
    // The sign-in's own two.
    expect(platform.received.map(({ url }) => url)).toEqual(['/api/v1/jobs?page=1&limit=1', '/api/v1/integrations/current']);
  });

  test('a session from before a sign-in is not taken over by it: each sign-in makes its own', async () => {
    await using platform = await startTestPlatform((response) => sendJson(response, 200, { data: [] }));
    const call = testApp({ apiUrl: platform.url });
    const signIn = async (apiKey: string, cookie = ''): Promise<string> => cookieOf(await call('/api/session', { method: 'POST', body: JSON.stringify({ apiKey }), headers: { cookie } }));
    const before = await signIn('api_evil');
    const after = await signIn('api_victim', before);
    expect(after).not.toBe(before);
    await call('/api/v1/jobs', { headers: { cookie: before } });
    await call('/api/v1/jobs', { headers: { cookie: after } });
    expect(platform.received.slice(-2).map(({ headers }) => headers.authorization)).toEqual(['Bearer api_evil', 'Bearer api_victim']);
  });
});

test('a connection that sends its headers drop by drop is closed', async () => {
  await using platform = await startTestPlatform((response) => sendJson(response, 200, {}));
  const port = await startTestPort(platform.url);
  let answer = '';
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('GET /healthz HTTP/1.1\r\n'));
    const drops = setInterval(() => socket.write('X-A: b\r\n'), 500);
    socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(drops);
      resolve();
    });
  });
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
}, 60_000);
