import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';

import { cookieOf, testApp } from './test-app.ts';
import { sendJson, startTestPlatform } from './test-platform.ts';

const startPlatform = () => startTestPlatform((response) => sendJson(response, 200, { data: [] }));

test.each(['/', '/jobs/7', '/healthz', '/api/session', '/api/v1/jobs', '/api/v2', '/api/other'])('%s carries the security headers', async (path) => {
  await using platform = await startPlatform();
  const { headers } = await testApp({ apiUrl: platform.url })(path);
  const policy = headers.get('content-security-policy')?.split('; ') ?? [];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self' https://*.storage.example");
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
    const keys = platform.received.slice(1).map((request) => request.headers.authorization);
    expect(keys).toEqual(['Bearer api_own', 'Bearer api_session', 'Bearer api_shared']);
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
