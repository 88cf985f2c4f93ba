// The nginx configuration of docs/deployment.md, as it stands there, in a real nginx in front of two real instances.
// Only paths and ports are put in place of the ones in the text.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createServer as createSocketServer, type Server as SocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { HostilePlatform } from '../e2e/hostile-platform.ts';
import { AssayServer } from '../e2e/server.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'assay-nginx-'));

let platform: HostilePlatform;
let instances: AssayServer[] = [];
let sso: Server;
let nginx: ChildProcess;
let port = 0;

beforeAll(async () => {
  platform = await HostilePlatform.start();
  const env = { AUTHENTA_API_URL: platform.url, STORAGE_ORIGINS: platform.storageOrigin, SESSION_SECRET: 's'.repeat(32) };
  instances = [await AssayServer.start(env), await AssayServer.start(env)];
  // Who carries the cookie of the single sign-on is known.
  sso = createServer((request, response) => {
    if (request.url?.startsWith('/oauth2/start')) return response.writeHead(200).end('sign-on page');
    return response.writeHead(/\b_oauth2_proxy=known\b/.test(request.headers.cookie ?? '') ? 202 : 401).end();
  });
  await new Promise<void>((resolve) => {
    sso.listen(0, '127.0.0.1', resolve);
  });
  port = await freePort();
  const plainPort = await freePort();
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=assay.example.com', '-keyout', join(folder, 'privkey.pem'), '-out', join(folder, 'fullchain.pem')], { stdio: 'pipe' });
  const text = /```nginx\n([^`]+)```/.exec(readFileSync(join(root, 'docs/deployment.md'), 'utf8'))?.[1] ?? '';
  const [first, second] = instances.map(({ url }) => new URL(url).host);
  let config = text;
  for (const [from, to] of [
    ['127.0.0.1:4173', first ?? ''],
    ['127.0.0.1:4174', second ?? ''],
    ['/etc/ssl/assay', folder],
    ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
    ['listen 80;', `listen 127.0.0.1:${plainPort};`],
    ['127.0.0.1:4180', `127.0.0.1:${portOf(sso)}`],
  ] as const) {
    if (!config.includes(from)) throw new Error(`docs/deployment.md does not have ${from}.`);
    config = config.replaceAll(from, to);
  }
  for (const name of ['body', 'proxy', 'other']) mkdirSync(join(folder, name));
  const temporary = ['client_body_temp_path body;', 'proxy_temp_path proxy;', ...['fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path other;`)].join('\n');
  writeFileSync(join(folder, 'nginx.conf'), `daemon off; worker_processes 1; pid nginx.pid; error_log error.log;\nevents {}\nhttp {\naccess_log access.log;\n${temporary}\n${config}\n}\n`);
  nginx = spawn('nginx', ['-p', folder, '-c', 'nginx.conf', '-g', process.getuid?.() === 0 ? 'user root;' : ''], { stdio: 'ignore' });
  for (let tries = 0; ; tries += 1) {
    const up = await call('/livez').catch(() => null);
    if (up) break;
    if (tries > 50) throw new Error(`nginx did not start: ${readFileSync(join(folder, 'error.log'), 'utf8')}`);
    await delay(100);
  }
});

afterAll(async () => {
  nginx?.kill('SIGTERM');
  if (nginx) await once(nginx, 'exit');
  sso?.close();
  await Promise.all(instances.map((instance) => instance.dispose()));
  await platform?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

/** A request to nginx as a browser at https://assay.example.com sends it; `known`: signed on. */
async function call(path: string, { method = 'GET', body, headers = {}, known = true, cookie = '' }: { method?: string; body?: string | Buffer; headers?: Record<string, string>; known?: boolean; cookie?: string } = {}): Promise<Answer> {
  const cookies = [known ? '_oauth2_proxy=known' : '', cookie].filter(Boolean).join('; ');
  const request = httpsRequest({
    host: '127.0.0.1', port, path, method, rejectUnauthorized: false, servername: 'assay.example.com', agent: false,
    headers: { host: `assay.example.com:${port}`, origin: `https://assay.example.com:${port}`, 'sec-fetch-site': 'same-origin', cookie: cookies, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }), ...headers },
  });
  request.end(body);
  const [answer] = await once(request, 'response');
  return { status: answer.statusCode, headers: answer.headers, text: String(await buffer(answer)) };
}

function portOf(server: SocketServer): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function freePort(): Promise<number> {
  const server = createSocketServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const free = portOf(server);
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return free;
}

async function signIn(apiKey = 'api_good_one', headers: Record<string, string> = {}): Promise<Answer> {
  return call('/api/session', { method: 'POST', body: JSON.stringify({ apiKey }), headers });
}

test('who is not signed on is led there, and reaches nothing; calls of the page get the 401', async () => {
  const page = await call('/jobs', { known: false });
  expect([page.status, page.headers['location']]).toEqual([302, expect.stringMatching(/\/oauth2\/start\?rd=\/jobs$/)]);
  expect((await call('/oauth2/start?rd=/jobs', { known: false })).text).toBe('sign-on page');
  for (const path of ['/api/session', '/api/v1/jobs', '/api/relay/x']) expect((await call(path, { known: false })).status).toBe(401);
  expect((await call('/oauth2/auth', { known: false })).status).toBe(404);
});

test('the page comes with its own policy, strict transport, and an id that both logs know', async () => {
  const { status, headers } = await call('/jobs');
  expect(status).toBe(200);
  expect(headers['content-security-policy']).toContain("require-trusted-types-for 'script'");
  expect(headers['strict-transport-security']).toBe('max-age=31536000');
  expect(headers['x-request-id']).toMatch(/^[\da-f]{32}$/);
  await expect.poll(() => instances.map(({ stderr }) => stderr).join('')).toContain(String(headers['x-request-id']));
});

test('a sign-in gets a Secure __Host- cookie that both instances take; other sites are refused', async () => {
  const answer = await signIn();
  expect(answer.status).toBe(200);
  const set = String(answer.headers['set-cookie']);
  expect(set).toMatch(/^__Host-assay_session=.*HttpOnly; Secure; SameSite=Strict/);
  const cookie = set.split(';')[0] ?? '';
  for (let n = 0; n < 4; n += 1) expect((await call('/api/v1/jobs', { cookie })).status).toBe(200);
  for (const { stderr } of instances) expect(stderr).toContain('"route":"/api/v1/jobs","status":200');
  expect((await call('/api/v1/jobs', { method: 'POST', cookie, headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
});

test('a relayed file goes through without a copy on disk', async () => {
  // Before keys are guessed below, whose count would hold this sign-in up.
  const sealed = String((await signIn()).headers['set-cookie']).split(';')[0] ?? '';
  const size = 30_000_000;
  const created = await call('/api/v1/jobs?taskTypeId=1', { method: 'POST', cookie: sealed, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ inputs: [{ contentType: 'image/png', fileName: 'a.png', sizeBytes: size, slotName: 'original' }] }) });
  const { assayRelay } = JSON.parse(created.text);
  const pass = String(Object.values(assayRelay)[0]);
  const put = await call(`/api/relay/${pass}`, { method: 'PUT', cookie: sealed, headers: { 'content-type': 'image/png' }, body: Buffer.alloc(size) });
  expect(put.status).toBe(200);
  expect([...platform.jobs.values()].map((job) => job.sizeBytes)).toEqual([size]);
  expect(platform.puts).toEqual({ fromPages: 0, relayed: 1 });
  expect(readFileSync(join(folder, 'error.log'), 'utf8')).not.toContain('buffered to a temporary file');
  expect([...readdirSync(join(folder, 'body')), ...readdirSync(join(folder, 'proxy'))]).toEqual([]);
  // Anything else is small.
  expect((await call('/api/v1/jobs', { method: 'POST', cookie: sealed, body: Buffer.alloc(2_000_000) })).status).toBe(413);
});

test('one instance that goes away is not noticed', async () => {
  await instances[0]?.stop();
  for (let n = 0; n < 6; n += 1) expect((await call('/api/session')).status).toBe(200);
  await instances[0]?.restart();
});

test('wrong keys are counted by the address that nginx saw, not by what the client says', async () => {
  const statuses: number[] = [];
  for (let n = 0; n < 24; n += 1) statuses.push((await signIn(`bad_${n}`, { 'x-forwarded-for': `198.51.100.${n}` })).status);
  // Each instance counts for itself; nginx may still leave out the one that was away just now.
  const refused = statuses.filter((status) => status === 401).length;
  expect([10, 20]).toContain(refused);
  expect(statuses.filter((status) => status === 429)).toHaveLength(24 - refused);
});
