import { createHash } from 'node:crypto';

import { expect, test, vi } from 'vitest';
import * as z from 'zod/mini';

import { createSealedBox } from '../http/sealed-box.ts';
import { cookieOf, testApp } from '../testing/test-app.ts';
import { sendJson, startTestPlatform } from '../testing/test-platform.ts';

const INTEGRATION = '/api/v1/integrations/current';

/** A platform that takes every key and answers `/integrations/current` as told, with the status, key by key. */
function startPlatform(answers: Readonly<Record<string, readonly [status: number, body: unknown]>>, seen: string[] = []) {
  return startTestPlatform((response, { url, headers }) => {
    if (url !== INTEGRATION) return sendJson(response, 200, { data: [], pagination: {} });
    const key = String(headers.authorization).replace('Bearer ', '');
    seen.push(key);
    const [status, body] = answers[key] ?? [404, {}];
    sendJson(response, status, body);
  });
}

const ofTenant = (id: unknown): readonly [number, unknown] => [200, { tenant: { id, name: 'Newsroom', type: 'organization' }, taskTypes: [] }];

const session = z.looseObject({ account: z.string(), tenant: z.nullable(z.string()) });

async function signIn(platformUrl: string, apiKey: string): Promise<z.infer<typeof session>> {
  const call = testApp({ apiUrl: platformUrl });
  const answer = await call('/api/session', { method: 'POST', body: JSON.stringify({ apiKey }) });
  const said = session.parse(await answer.json());
  // What the cookie holds is what the sign-in said.
  expect(await (await call('/api/session', { headers: { cookie: cookieOf(answer) } })).json()).toEqual(said);
  return said;
}

test('two keys of one tenant are two accounts of one tenant; another tenant has another', async () => {
  await using platform = await startPlatform({ api_a: ofTenant('t-1'), api_b: ofTenant('t-1'), api_c: ofTenant('t-2') });
  const [a, b, c] = [await signIn(platform.url, 'api_a'), await signIn(platform.url, 'api_b'), await signIn(platform.url, 'api_c')];
  expect(a.tenant).toBe(createHash('sha256').update(`${platform.url}\ntenant\nt-1`).digest('hex').slice(0, 32));
  expect(b.tenant).toBe(a.tenant);
  expect(b.account).not.toBe(a.account);
  expect(c.tenant).not.toBe(a.tenant);
});

test('another platform that names the same tenant has another identity', async () => {
  await using first = await startPlatform({ api_a: ofTenant('t-1') });
  await using second = await startPlatform({ api_a: ofTenant('t-1') });
  expect((await signIn(first.url, 'api_a')).tenant).not.toBe((await signIn(second.url, 'api_a')).tenant);
});

test.each([
  ['401', [401, {}]],
  ['403', [403, {}]],
  ['404', [404, {}]],
  ['no tenant', [200, { taskTypes: [] }]],
  ['a tenant without an id', [200, { tenant: { name: 'Newsroom' } }]],
  ['an empty id', ofTenant('')],
  ['an id that is a list', ofTenant(['t-1'])],
  ['an answer that is no object', [200, 'welcome']],
] as const)('%s at /integrations/current names no tenant, and the sign-in stands', async (_what, answer) => {
  const seen: string[] = [];
  await using platform = await startPlatform({ api_a: answer }, seen);
  expect(await signIn(platform.url, 'api_a')).toMatchObject({ signedIn: true, tenant: null });
  expect(seen).toEqual(['api_a']);
});

test('a number as id is that of its digits', async () => {
  await using platform = await startPlatform({ api_a: ofTenant(7), api_b: ofTenant('7') });
  expect((await signIn(platform.url, 'api_a')).tenant).toBe((await signIn(platform.url, 'api_b')).tenant);
});

test('a platform that fails for a moment is asked again', async () => {
  let asked = 0;
  await using platform = await startTestPlatform((response, { url }) => {
    if (url !== INTEGRATION) return sendJson(response, 200, { data: [], pagination: {} });
    asked += 1;
    return asked === 1 ? sendJson(response, 503, {}) : sendJson(response, 200, { tenant: { id: 't-1' } });
  });
  expect((await signIn(platform.url, 'api_a')).tenant).toHaveLength(32);
});

test('a key that a caller brings is not asked about: no guess is told right by its tenant', async () => {
  const seen: string[] = [];
  await using platform = await startPlatform({ api_a: ofTenant('t-1') }, seen);
  const answer = await testApp({ apiUrl: platform.url })('/api/session', { headers: { authorization: 'Bearer api_a' } });
  expect(await answer.json()).toMatchObject({ tenant: null });
  expect(seen).toEqual([]);
});

test('the tenant of a shared key is asked for once, and again only after a platform that could not say', async () => {
  const seen: string[] = [];
  let now = 1_000_000;
  const answers: Record<string, readonly [number, unknown]> = { api_a: [503, {}] };
  await using platform = await startPlatform(answers, seen);
  const call = testApp({ apiUrl: platform.url, sharedKey: 'api_a', clock: () => now });
  const tenant = async (): Promise<string | null> => session.parse(await (await call('/api/session')).json()).tenant;
  expect(await tenant()).toBeNull();
  expect(await tenant()).toBeNull();
  expect(seen).toHaveLength(2);
  answers['api_a'] = ofTenant('t-1');
  now += 30_000;
  expect(await tenant()).toHaveLength(32);
  expect(await tenant()).toHaveLength(32);
  expect(seen).toHaveLength(3);
});

test('a session from before tenants were asked for stands, without one', async () => {
  await using platform = await startPlatform({ api_a: ofTenant('t-1') });
  const call = testApp({ apiUrl: platform.url });
  const sealed = createSealedBox(['s'.repeat(32)], platform.url).sealedBox(JSON.stringify({ key: 'api_a', issuedAt: Date.now() }));
  expect(await (await call('/api/session', { headers: { cookie: `assay_session=${sealed}` } })).json()).toMatchObject({ signedIn: true, tenant: null });
});

test('a platform that never says which tenant it is holds a sign-in up for 5 s at most', async () => {
  // Those 5 s pass once the platform was asked; the others do not pass at all.
  const patience = new AbortController();
  const limits: number[] = [];
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    limits.push(ms);
    return ms === 5_000 ? patience.signal : new AbortController().signal;
  });
  await using platform = await startTestPlatform((response, { url }) => {
    if (url === INTEGRATION) patience.abort();
    else sendJson(response, 200, { data: [], pagination: {} });
  });
  try {
    expect(await signIn(platform.url, 'api_a')).toMatchObject({ signedIn: true, tenant: null });
    expect(limits).toContain(5_000);
  } finally {
    timeout.mockRestore();
  }
});
