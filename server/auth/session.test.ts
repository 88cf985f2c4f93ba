import { createHash } from 'node:crypto';

import { expect, test } from 'vitest';

import { cookieOf, testApp } from '../testing/test-app.ts';
import { sendJson, startTestPlatform } from '../testing/test-platform.ts';

const HOUR = 3_600_000;

function startPlatform() {
  return startTestPlatform((response, request) => {
    if (request.headers.authorization === 'Bearer api_good') sendJson(response, 200, { data: [], pagination: {} });
    else if (request.headers.authorization === 'Bearer api_write') sendJson(response, 403, { code: 'FORBIDDEN', statusCode: 403, message: '' });
    else if (request.headers.authorization === 'Bearer api_busy') sendJson(response, 503, {});
    else if (request.headers.authorization === 'Bearer api_html') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Wi-Fi</p>');
    else sendJson(response, 401, { code: 'INVALID_API_KEY', statusCode: 401, message: 'no' });
  });
}

const post = (apiKey: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ apiKey }),
});

test('signing in checks the key by one list call, asks for its tenant, keeps it sealed, and serves the API with it', async () => {
  await using platform = await startPlatform();
  const call = testApp({ apiUrl: platform.url });
  const host = new URL(platform.url).host;
  const before = { mode: 'gateway', host, signedIn: false, canSignIn: true, sharedKey: false, account: null, tenant: null, storageOrigins: ['https://*.storage.example'] };
  expect(await (await call('/api/session')).json()).toEqual(before);

  const answer = await call('/api/session', post('  api_good '));
  expect(answer.status).toBe(200);
  const account = createHash('sha256').update(`${platform.url}\napi_good`).digest('hex').slice(0, 16);
  const after = { ...before, signedIn: true, account };
  expect(await answer.json()).toEqual(after);
  expect(platform.received.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /api/v1/jobs?page=1&limit=1', 'GET /api/v1/integrations/current']);

  const cookie = answer.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/^assay_session=[\w-]+; Max-Age=43200; Path=\/api; HttpOnly; SameSite=Strict$/);
  expect(cookie).not.toContain('api_good');

  expect(await (await call('/api/session', { headers: { cookie: cookieOf(answer) } })).json()).toEqual(after);
  const jobs = await call('/api/v1/jobs', { headers: { cookie: cookieOf(answer) } });
  expect(jobs.status).toBe(200);
  expect(platform.received.at(-1)?.headers.authorization).toBe('Bearer api_good');
  expect(platform.received.at(-1)?.headers.cookie).toBeUndefined();

  const out = await call('/api/session', { method: 'DELETE', headers: { cookie: cookieOf(answer) } });
  expect(out.headers.get('set-cookie')).toMatch(/^assay_session=; Max-Age=0/);
  expect(await out.json()).toEqual(before);
});

test.each([
  ['api_wrong', 401, 'INVALID_API_KEY'],
  ['api_write', 403, 'FORBIDDEN'],
  ['api_busy', 502, 'PLATFORM_ERROR'],
  ['api_html', 502, 'PLATFORM_ERROR'],
  ['', 400, 'INVALID_REQUEST'],
  ['two words', 400, 'INVALID_REQUEST'],
  ['line\nbreak', 400, 'INVALID_REQUEST'],
  ['k'.repeat(1025), 400, 'INVALID_REQUEST'],
  [7, 400, 'INVALID_REQUEST'],
])('the key %j is answered %i %s, without a cookie', async (key, status, code) => {
  await using platform = await startPlatform();
  const answer = await testApp({ apiUrl: platform.url })('/api/session', post(key));
  expect(answer.headers.has('set-cookie')).toBe(false);
  expect(await answer.json()).toMatchObject({ code, statusCode: status });
  expect(answer.status).toBe(status);
});

test('a platform that is away is said to be', async () => {
  const platform = await startPlatform();
  await platform[Symbol.asyncDispose]();
  const answer = await testApp({ apiUrl: platform.url })('/api/session', post('api_good'));
  expect(answer.status).toBe(502);
  expect(await answer.json()).toMatchObject({ code: 'PLATFORM_UNREACHABLE' });
});

test('a platform that never answers is a 504', async () => {
  await using platform = await startTestPlatform(() => {});
  const answer = await testApp({ apiUrl: platform.url, timeoutMs: 50 })('/api/session', post('api_good'));
  expect(answer.status).toBe(504);
});

test('a sign-in ends after 12 hours', async () => {
  await using platform = await startPlatform();
  let now = 1_000_000;
  const call = testApp({ apiUrl: platform.url, clock: () => now });
  const cookie = cookieOf(await call('/api/session', post('api_good')));
  const signedIn = async (): Promise<unknown> => (await call('/api/session', { headers: { cookie } })).json();
  now += 12 * HOUR - 1;
  expect(await signedIn()).toMatchObject({ signedIn: true });
  now += 1;
  expect(await signedIn()).toMatchObject({ signedIn: false });
});

test('a sign-in at another instance whose clock is a little ahead counts', async () => {
  await using platform = await startPlatform();
  let now = 1_000_000;
  const call = testApp({ apiUrl: platform.url, clock: () => now });
  const cookie = cookieOf(await call('/api/session', post('api_good')));
  const signedIn = async (): Promise<unknown> => (await call('/api/session', { headers: { cookie } })).json();
  now -= 60_000;
  expect(await signedIn()).toMatchObject({ signedIn: true });
  now -= 1;
  expect(await signedIn()).toMatchObject({ signedIn: false });
});

test('a cookie that was changed signs nobody in', async () => {
  await using platform = await startPlatform();
  const call = testApp({ apiUrl: platform.url });
  const cookie = cookieOf(await call('/api/session', post('api_good')));
  const answer = await call('/api/v1/jobs', { headers: { cookie: `${cookie.slice(0, -2)}AA` } });
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ code: 'INVALID_API_KEY', statusCode: 401, message: expect.stringContaining('Not signed in') });
});

test('a page behind TLS gets a Secure __Host- cookie, which is read back', async () => {
  await using platform = await startPlatform();
  const call = testApp({ apiUrl: platform.url });
  const origin = 'http://assay.example.com';
  const answer = await call('/api/session', post('api_good', { origin: 'https://assay.example.com' }), origin);
  expect(answer.headers.get('set-cookie')).toMatch(/^__Host-assay_session=[\w-]+;.*; Secure/);
  expect((await call('/api/v1/jobs', { headers: { cookie: cookieOf(answer) } }, origin)).status).toBe(200);
});

test('with a shared key everyone is signed in and nobody can sign in', async () => {
  await using platform = await startPlatform();
  const call = testApp({ apiUrl: platform.url, sharedKey: 'api_good' });
  expect(await (await call('/api/session')).json()).toMatchObject({ signedIn: true, canSignIn: false, sharedKey: true });
  expect((await call('/api/session', post('api_good'))).status).toBe(403);
  expect((await call('/api/v1/jobs')).status).toBe(200);
});
