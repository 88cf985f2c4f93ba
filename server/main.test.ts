import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, expect, test } from 'vitest';

import { sendJson, startTestPlatform } from './testing/test-platform.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'assay-main-'));
const running: Program[] = [];

interface Program {
  readonly child: ChildProcess;
  readonly printed: { out: string; err: string };
  readonly ended: Promise<number | null>;
}

afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** The server as a process of its own, with nothing of this environment but the PATH. */
function start(env: Record<string, string>): Program {
  const settings = { PATH: process.env['PATH'] ?? '', PORT: '0', DATA_DIR: join(folder, 'data'), ...env };
  const child = spawn(process.execPath, ['server/main.ts'], { cwd: root, env: settings });
  const printed = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (printed.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed.err += chunk.toString()));
  const ended = once(child, 'close').then(([status]) => (typeof status === 'number' ? status : null));
  const program = { child, printed, ended };
  running.push(program);
  return program;
}

/** Waits for the line and gives the address in it. */
async function ready(program: Program): Promise<string> {
  while (!program.printed.out.includes('\n')) {
    const outcome = await Promise.race([once(program.child.stdout ?? program.child, 'data'), program.ended]);
    if (!Array.isArray(outcome)) throw new Error(`The server ended: ${program.printed.err}`);
  }
  return program.printed.out.match(/http:\S+/)?.[0] ?? '';
}

test('one line on stdout once it serves, and a clean end on SIGTERM', async () => {
  const program = start({});
  const url = await ready(program);
  expect(program.printed.out).toMatch(/^Assay is ready at http:\/\/127\.0\.0\.1:\d+\n$/);
  expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok', mode: 'sandbox', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(0);
  expect(program.printed).toEqual({ out: `Assay is ready at ${url}\n`, err: '' });
});

test('a browser is signed in to the sandbox by itself, a caller without a key is not', async () => {
  const url = await ready(start({}));
  const browser = await fetch(`${url}/api/v1/jobs`, { headers: { 'sec-fetch-site': 'same-origin' } });
  expect(browser.status).toBe(200);
  const session = await fetch(`${url}/api/session`, { headers: { 'sec-fetch-site': 'same-origin' } });
  expect(await session.json()).toMatchObject({ mode: 'sandbox', host: 'Sandbox', signedIn: true, canSignIn: true });
  expect(session.headers.has('set-cookie')).toBe(false);
  expect((await fetch(`${url}/api/v1/jobs`)).status).toBe(401);
  expect((await fetch(`${url}/api/v1/jobs`, { headers: { authorization: 'Bearer api_sandbox' } })).status).toBe(200);
});

test('over plain http from elsewhere a browser is known by its cookie', async () => {
  const url = await ready(start({}));
  const session = await fetch(`${url}/api/session`);
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(cookie).toMatch(/^assay_session=./);
  expect((await fetch(`${url}/api/v1/jobs`, { headers: { cookie } })).status).toBe(200);
});

test.each(['127.0.0.1', 'localhost'])('presigned URLs lead to a second port of %s when the caller came by that name', async (hostname) => {
  const { port } = new URL(await ready(start({})));
  const origin = `http://${hostname}:${port}`;
  const created = await fetch(`${origin}/api/v1/jobs?taskTypeId=1`, {
    method: 'POST',
    headers: { authorization: 'Bearer api_sandbox', 'content-type': 'application/json' },
    body: JSON.stringify({ inputs: [{ contentType: 'image/png', fileName: 'a.png', sizeBytes: 10, slotName: 'original' }] }),
  });
  const storage = new URL(/"uploadUrl":"([^"]+)"/.exec(await created.text())?.[1] ?? '');
  expect(storage.hostname).toBe(hostname);
  expect(storage.port).not.toBe(port);
  const policy = (await fetch(`${origin}/upload`)).headers.get('content-security-policy');
  expect(policy).toContain(`connect-src 'self' ${storage.origin};`);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it while a client hangs, also when it comes twice', async (signal) => {
  const program = start({});
  const { hostname, port } = new URL(await ready(program));
  const hanging = connect(Number(port), hostname);
  hanging.on('error', () => {});
  hanging.write('POST /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer api_sandbox\r\nContent-Length: 10\r\n\r\n{');
  await once(hanging, 'connect');
  program.child.kill(signal);
  setTimeout(() => program.child.kill(signal), 50);
  // How long that may take is shown by serve.test.ts.
  expect(await program.ended).toBe(0);
});

test('a bad value ends it with status 2 and one line', async () => {
  const program = start({ PORT: 'eighty' });
  expect(await program.ended).toBe(2);
  expect(program.printed).toEqual({ out: '', err: 'PORT is "eighty": it must be a whole number from 0 (a free port) to 65535\n' });
});

test('a shared key that the network could use ends it with status 2 and the reason', async () => {
  const program = start({ HOST: '0.0.0.0', AUTHENTA_API_KEY: 'api_hush', AUTHENTA_API_URL: 'https://platform.authenta.ai' });
  expect(await program.ended).toBe(2);
  expect(program.printed.err).toMatch(/^HOST is "0\.0\.0\.0" while AUTHENTA_API_KEY is set: .*\n$/);
  expect(program.printed.err).not.toContain('hush');
});

test('a port in use ends it with status 1 and one line', async () => {
  const { port } = new URL(await ready(start({})));
  const second = start({ PORT: port, DATA_DIR: join(folder, 'second') });
  expect(await second.ended).toBe(1);
  expect(second.printed.err).toMatch(new RegExp(`^PORT ${port} on 127\\.0\\.0\\.1 is in use: .*\n$`));
});

test('METRICS_PORT in use is named, not PORT', async () => {
  const { port } = new URL(await ready(start({})));
  const second = start({ METRICS_PORT: port, AUTHENTA_API_URL: 'http://127.0.0.1:1' });
  expect(await second.ended).toBe(1);
  expect(second.printed.err).toMatch(new RegExp(`^METRICS_PORT ${port} on 127\\.0\\.0\\.1 is in use: stop what listens there, or set METRICS_PORT to .*\n$`, 'm'));
});

test("the platform's X-Request-Id does not replace ours", async () => {
  await using platform = await startTestPlatform((response) => sendJson(response, 200, {}, { 'x-request-id': 'theirs' }));
  const url = await ready(start({ AUTHENTA_API_URL: platform.url }));
  const answer = await fetch(`${url}/api/v1/jobs`, { headers: { authorization: 'Bearer api_k', 'x-request-id': 'abcdef0123456789' } });
  expect(answer.headers.get('x-request-id')).toBe('abcdef0123456789');
});
