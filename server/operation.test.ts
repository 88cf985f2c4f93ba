// Running it: readiness, figures, logs, a stop that lets a relay finish; with the real program.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { fileURLToPath } from 'node:url';

import { afterEach, expect, test } from 'vitest';

import { createApp } from './app.ts';
import { createGateway } from './upstream/gateway.ts';
import { routeTemplateOf } from './http/route-template.ts';
import { createSealedBox } from './http/sealed-box.ts';
import { sendJson, startTestPlatform } from './testing/test-platform.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const running: ChildProcess[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'close');
  }
});

interface Program {
  readonly child: ChildProcess;
  readonly url: string;
  /** The log so far, a line each. */
  readonly log: () => { event: string; port?: number; requestId?: string; route?: string; status?: number }[];
}

async function start(env: Record<string, string>): Promise<Program> {
  const child = spawn(process.execPath, ['server/main.ts'], { cwd: root, env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...env } });
  running.push(child);
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [line] = await once(child.stdout, 'data');
  return { child, url: /http:\S+/.exec(String(line))?.[0] ?? '', log: () => err.trim().split('\n').filter(Boolean).map((text) => JSON.parse(text)) };
}

test('figures are served on loopback at a port of their own, by route and status', async () => {
  await using platform = await startTestPlatform((response) => sendJson(response, 200, { data: [] }));
  const { url, log } = await start({ AUTHENTA_API_URL: platform.url, METRICS_PORT: '0' });
  await expect.poll(() => log().map(({ event }) => event)).toContain('metrics');
  const port = log().find(({ event }) => event === 'metrics')?.port;
  const answer = await fetch(`${url}/api/v1/jobs/secret-name.jpg`, { headers: { authorization: 'Bearer api_k', 'x-request-id': 'abcdef0123456789' } });
  expect(answer.headers.get('x-request-id')).toBe('abcdef0123456789');
  await answer.text();
  await fetch(`${url}/api/v1/jobs`);
  const figures = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(figures).toContain('assay_requests_total{method="GET",route="/api/v1/jobs/:id",status="200"} 1');
  expect(figures).toContain('assay_requests_total{method="GET",route="/api/v1/jobs",status="401"} 1');
  expect(figures).toMatch(/^assay_request_duration_seconds_bucket\{route="\/api\/v1\/jobs",le="\+Inf"\} 1$/m);
  expect(figures).toMatch(/^process_resident_memory_bytes \d+$/m);
  expect(figures).not.toContain('secret-name');
  // Every line is a comment or a sample.
  for (const line of figures.trim().split('\n')) expect(line).toMatch(/^(?:# TYPE \w+ \w+|\w+(?:\{(?:\w+="[^"]*",?)+\})? [\d.e+-]+)$/);
  expect(await (await fetch(`${url}/metrics`)).text()).not.toContain('assay_requests_total');
  await expect.poll(() => log().filter(({ event }) => event === 'request')).toMatchObject([{ requestId: 'abcdef0123456789', route: '/api/v1/jobs/:id', status: 200 }, { route: '/api/v1/jobs', status: 401 }, { route: '/*' }]);
});

test('a stop lets a running relay finish, and takes nothing new', async () => {
  const storageHas = Promise.withResolvers<undefined>();
  const mayEnd = Promise.withResolvers<undefined>();
  await using storage = await startTestPlatform((response) => {
    storageHas.resolve(undefined);
    void mayEnd.promise.then(() => response.writeHead(200).end('stored'));
  });
  await using platform = await startTestPlatform((response) => sendJson(response, 200, { data: [], inputs: [{ uploadUrl: `${storage.url}/put` }] }));
  const { child, url } = await start({ AUTHENTA_API_URL: platform.url, STORAGE_ORIGINS: storage.url });
  const session = await fetch(`${url}/api/session`, { method: 'POST', body: '{"apiKey":"api_k"}' });
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { assayRelay } = JSON.parse(await (await fetch(`${url}/api/v1/jobs/7`, { headers: { cookie } })).text());
  const sending = httpRequest(`${url}/api/relay/${assayRelay[`${storage.url}/put`]}`, { method: 'PUT', headers: { cookie, 'content-length': '5' } });
  const answered = once(sending, 'response');
  sending.end('bytes');
  await storageHas.promise;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await expect.poll(() => fetch(`${url}/livez`).then(() => 'taken', () => 'refused')).toBe('refused');
  mayEnd.resolve(undefined);
  const [answer] = await answered;
  expect(answer.statusCode).toBe(200);
  answer.resume();
  expect((await ended)[0]).toBe(0);
  expect(storage.received[0]?.body).toBe('bytes');
});

test('readiness goes before liveness: a server that stops, or has nothing to serve, lives but is not ready', async () => {
  const gateway = createGateway({ apiUrl: 'http://127.0.0.1:1', storageOrigins: [], sealedBox: createSealedBox(['s'.repeat(32)], 'r') });
  const state = { stopping: false, pages: 200 };
  const credentials = { mode: 'gateway', sharedKey: null, sealedBox: createSealedBox(['s'.repeat(32)], 'x'), clock: Date.now } as const;
  const app = createApp({ api: gateway, credentials, pages: () => new Response('', { status: state.pages }), version: '1', isStopping: () => state.stopping });
  const statuses = async (): Promise<number[]> => Promise.all(['/livez', '/readyz'].map(async (path) => (await app(new Request(`http://x${path}`))).status));
  expect(await statuses()).toEqual([200, 200]);
  state.stopping = true;
  expect(await statuses()).toEqual([200, 503]);
  Object.assign(state, { stopping: false, pages: 503 });
  expect(await statuses()).toEqual([200, 503]);
});

test.each([
  ['/api/v1/jobs?taskTypeId=1', '/api/v1/jobs'],
  ['/api/v1/jobs/3140', '/api/v1/jobs/:id'],
  ['/api/v1/jobs/a%20b/finalize', '/api/v1/jobs/:id/finalize'],
  ['/api/v1/jobs/7/holiday.jpg', '/api/v1/*'],
  ['/api/relay/sealed-pass', '/api/relay/:pass'],
  ['/api/holiday.jpg', '/api/*'],
  ['/assets/index-abc.js', '/assets/*'],
  ['/jobs/holiday.jpg?q=name', '/*'],
  ['', '/*'],
])('%j is logged as %s', (path, route) => {
  expect(routeTemplateOf(path)).toBe(route);
});
