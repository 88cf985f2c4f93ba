import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';

import { cookieOf, testApp } from './testing/test-app.ts';
import { sendJson, startTestPlatform } from './testing/test-platform.ts';

const startPlatform = () => startTestPlatform((response) => sendJson(response, 200, { data: [] }));

test.each(['/', '/jobs/7', '/healthz', '/api/session', '/api/v1/jobs', '/api/v2', '/api/other'])('%s carries the security headers', async (path) => {
  await using platform = await startPlatform();
  const { headers } = await testApp({ apiUrl: platform.url })(path);
  const policy = headers.get('content-security-policy')?.split('; ') ?? [];
  expect(policy).toContain("default-src 'none'");
  // What is under /api is no page, and may reach nothing.
  if (path.startsWith('/api')) expect(policy).toContain('sandbox');
  else expect(policy).toContain("connect-src 'self' https://*.storage.example");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy.join(' ')).not.toContain("'unsafe-");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('permissions-policy')).toContain('camera=()');
});

test('health needs no key', async () => {
  await using platform = await startPlatform();
  const answer = await testApp({ apiUrl: platform.url })('/healthz');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: 'ok', mode: 'gateway', version: '1.2.3' });
});

test('an unknown path of the API or the session is a 404 in the error shape, never a page', async () => {
  await using platform = await startPlatform();
  const call = testApp({ apiUrl: platform.url });
  for (const path of ['/api', '/api/v2/jobs', '/api/else']) {
    const answer = await call(path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'NOT_FOUND', statusCode: 404 });
  }
  expect(await (await call('/apiary')).text()).toBe('page');
});

test("what one account gets stays out of another's cache", async () => {
  await using platform = await startPlatform();
  const { headers } = await testApp({ apiUrl: platform.url })('/api/v1/jobs', { headers: { authorization: 'Bearer api_k' } });
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('vary')).toContain('Cookie');
});

describe('under /api nothing is a page or a script', () => {
  const POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'";
  const page = '<script>fetch("/api/v1/jobs/7", {method: "DELETE"})</script>';

  test.each([
    [200, 'text/html', 'text/plain; charset=utf-8'],
    [200, 'text/html; charset=utf-16', 'text/plain; charset=utf-8'],
    [200, 'TEXT/JAVASCRIPT', 'text/plain; charset=utf-8'],
    [200, 'application/javascript', 'text/plain; charset=utf-8'],
    [200, 'application/xhtml+xml', 'text/plain; charset=utf-8'],
    [200, 'image/svg+xml', 'text/plain; charset=utf-8'],
    [200, 'text/css', 'text/plain; charset=utf-8'],
    [200, 'application/wasm', 'application/octet-stream'],
    [200, 'application/jsonx', 'application/octet-stream'],
    [200, 'multipart/x-mixed-replace', 'application/octet-stream'],
    [200, '', 'application/octet-stream'],
    [200, 'image/png', 'image/png'],
    [500, 'text/html', 'text/plain; charset=utf-8'],
    [404, 'text/xml', 'text/plain; charset=utf-8'],
  ])('an answer of the platform of %i and type "%s" is a download of type %s', async (status, type, shown) => {
    await using platform = await startTestPlatform((response) => response.writeHead(status, type === '' ? {} : { 'content-type': type }).end(page));
    const answer = await testApp({ apiUrl: platform.url, sharedKey: 'api_k' })('/api/v1/jobs/7');
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe(shown);
    expect(answer.headers.get('content-disposition')).toBe('attachment');
    expect(answer.headers.get('content-security-policy')).toBe(POLICY);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toBe(page);
  });

  test.each(['application/json', 'application/json; charset=utf-8', 'application/problem+json', 'APPLICATION/JSON'])('%s is JSON', async (type) => {
    await using platform = await startTestPlatform((response) => response.writeHead(200, { 'content-type': type }).end('{}'));
    const { headers } = await testApp({ apiUrl: platform.url, sharedKey: 'api_k' })('/api/v1/jobs/7');
    expect([headers.get('content-type'), headers.has('content-disposition'), headers.get('content-security-policy')]).toEqual(['application/json', false, POLICY]);
  });

  test.each([
    ['HEAD', {}, 200],
    ['GET', { 'if-none-match': '"e"' }, 304],
  ])('%s with %j, too', async (method, headers, status) => {
    await using platform = await startTestPlatform((response, { headers: asked }) => response.writeHead(asked['if-none-match'] ? 304 : 200, { 'content-type': 'text/html', etag: '"e"', 'cache-control': 'max-age=600' }).end());
    const answer = await testApp({ apiUrl: platform.url, sharedKey: 'api_k' })('/api/v1/jobs/7', { method, headers });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-security-policy')).toBe(POLICY);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

test('what the platform says may be kept is not kept', async () => {
  await using platform = await startTestPlatform((response) => sendJson(response, 200, {}, { 'cache-control': 'public, max-age=600', expires: 'Fri, 01 Jan 2100 00:00:00 GMT', age: '5', 'clear-site-data': '"*"', refresh: '0;url=/', link: '</x>; rel=preload' }));
  const { headers } = await testApp({ apiUrl: platform.url, sharedKey: 'api_k' })('/api/v1/jobs/7');
  expect(headers.get('cache-control')).toBe('no-store');
  for (const name of ['expires', 'age', 'clear-site-data', 'refresh', 'link']) expect(headers.has(name)).toBe(false);
});

describe('which key serves', () => {
  test('a page that counts on another account than the one signed in is refused, and the platform is not asked', async () => {
    await using platform = await startPlatform();
    const call = testApp({ apiUrl: platform.url });
    const signIn = async (apiKey: string) => {
      const answer = await call('/api/session', { method: 'POST', body: JSON.stringify({ apiKey }) });
      return { cookie: cookieOf(answer), ...z.object({ account: z.string() }).parse(await answer.json()) };
    };
    const [first, second] = [await signIn('api_first'), await signIn('api_second')];
    const asked = platform.received.length;
    const refused = await call('/api/v1/jobs', { headers: { cookie: second.cookie, 'assay-account': first.account } });
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ code: 'ACCOUNT_CHANGED' });
    expect(platform.received).toHaveLength(asked);
    const served = await call('/api/v1/jobs', { headers: { cookie: second.cookie, 'assay-account': second.account } });
    expect(served.status).toBe(200);
    expect(platform.received.at(-1)?.headers).not.toHaveProperty('assay-account');
  });

  test("the caller's own goes before the session's, and the session's before the shared one", async () => {
    await using platform = await startPlatform();
    const own = testApp({ apiUrl: platform.url });
    const shared = testApp({ apiUrl: platform.url, sharedKey: 'api_shared' });
    const cookie = cookieOf(await own('/api/session', { method: 'POST', body: JSON.stringify({ apiKey: 'api_session' }) }));
    await own('/api/v1/jobs', { headers: { cookie, authorization: 'Bearer api_own' } });
    await shared('/api/v1/jobs', { headers: { cookie } });
    await shared('/api/v1/jobs');
    const calls = platform.received.filter(({ url }) => url === '/api/v1/jobs');
    expect(calls.map((request) => request.headers.authorization)).toEqual(['Bearer api_own', 'Bearer api_session', 'Bearer api_shared']);
  });

  test("a proxy's Basic sign-in is not a key and does not reach the platform", async () => {
    await using platform = await startPlatform();
    const headers = { authorization: 'Basic dTpw' };
    expect((await testApp({ apiUrl: platform.url })('/api/v1/jobs', { headers })).status).toBe(401);
    await testApp({ apiUrl: platform.url, sharedKey: 'api_shared' })('/api/v1/jobs', { headers });
    expect(platform.received.map((request) => request.headers.authorization)).toEqual(['Bearer api_shared']);
  });

  test('a shared key is not lent to a foreign name that leads to this machine', async () => {
    await using platform = await startPlatform();
    const call = testApp({ apiUrl: platform.url, sharedKey: 'api_shared' });
    expect((await call('/api/v1/jobs', {}, 'http://rebound.example:4173')).status).toBe(421);
    expect((await call('/api/v1/jobs', {}, 'http://localhost:4173')).status).toBe(200);
    expect(platform.received).toHaveLength(1);
  });
});

describe('requests from other sites', () => {
  test.each([
    ['POST', { 'sec-fetch-site': 'cross-site' }, 403],
    ['DELETE', { 'sec-fetch-site': 'same-site' }, 403],
    ['POST', { origin: 'https://evil.example' }, 403],
    ['POST', { origin: 'null' }, 403],
    ['POST', { origin: 'http://127.0.0.1:9999', 'sec-fetch-site': 'same-site' }, 403],
    ['PUT', { origin: 'https://evil.example' }, 403],
    ['POST', { 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:4173' }, 200],
    ['POST', { 'sec-fetch-site': 'none' }, 200],
    ['POST', {}, 200],
    ['GET', { 'sec-fetch-site': 'cross-site' }, 200],
    ['POST', { origin: 'https://evil.example', authorization: 'Bearer api_own' }, 200],
  ])('%s with %o is answered %i', async (method, headers, status) => {
    await using platform = await startPlatform();
    const call = testApp({ apiUrl: platform.url, sharedKey: 'api_shared' });
    const answer = await call('/api/v1/jobs', { method, headers });
    expect(answer.status).toBe(status);
    expect(platform.received).toHaveLength(status === 200 ? 1 : 0);
    expect(await answer.json()).toMatchObject(status === 200 ? { data: [] } : { code: 'FORBIDDEN', statusCode: 403 });
  });

  test('cannot sign anybody in or out', async () => {
    await using platform = await startPlatform();
    const call = testApp({ apiUrl: platform.url });
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await call('/api/session', { method: 'POST', headers, body: '{"apiKey":"api_k"}' })).status).toBe(403);
    expect((await call('/api/session', { method: 'DELETE', headers })).status).toBe(403);
  });
});
