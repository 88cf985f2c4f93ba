// The server as a process of its own: in one with its clients, a busy client looks like a blocked server.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { askProbe, probeAddress } from '../scripts/fuzz/server-probe.ts';
import { startRawPlatform } from './testing/test-platform.ts';

/** The most that the server's own work may block it, ms. */
const MOST_BLOCKED_MS = 200;
const root = fileURLToPath(new URL('..', import.meta.url));

/** Gives its address and that of its probe. */
async function startProbed(apiUrl: string): Promise<{ url: string; probe: string } & AsyncDisposable> {
  const env = { PATH: process.env['PATH'] ?? '', PORT: '0', AUTHENTA_API_URL: apiUrl, AUTHENTA_API_KEY: 'api_shared', STORAGE_ORIGINS: 'https://*.storage.example', SESSION_SECRET: 's'.repeat(32) };
  const child = spawn(process.execPath, ['scripts/fuzz/probed-server.ts'], { cwd: root, env });
  const ended = once(child, 'close').then(() => true);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  for (;;) {
    const [url, probe] = [/http:\S+/.exec(out)?.[0], probeAddress(err)];
    if (url !== undefined && probe !== null) return { url, probe, [Symbol.asyncDispose]: async () => void (child.kill('SIGKILL'), await ended) };
    if (await Promise.race([ended, once(child.stdout, 'data').then(() => false), once(child.stderr, 'data').then(() => false)])) throw new Error(`The server ended: ${err}`);
  }
}

const NESTED = `${'['.repeat(90)}${']'.repeat(90)}`;
const LINKS = (count: number): string => Array.from({ length: count }, (_, n) => `{"downloadUrl":"https://b.storage.example/${n}"}`).join(',');

test.each([
  ['1.4 million empty lists', `{"a":[${'[],'.repeat(1_390_000)}[]],"uploadUrl":"https://b.storage.example/x"}`],
  ['as many values as passes are made for', `{"a":[${'[],'.repeat(199_000)}[]],"uploadUrl":"https://b.storage.example/x"}`],
  ['lists within lists', `{"a":[${`${NESTED},`.repeat(2_000)}[]],"uploadUrl":"https://b.storage.example/x"}`],
  ['one text of 4 MB', `{"a":"${'\\u0041'.repeat(690_000)}","uploadUrl":"https://b.storage.example/x"}`],
  ['60,000 addresses', `{"a":[${LINKS(60_000)}]}`],
])('4 MB of a detail, %s, block the server for less than 200 ms and go through', async (_name, text) => {
  await using platform = await startRawPlatform((_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(text));
  await using server = await startProbed(platform.url);
  let blockedMs = Infinity;
  // What the answer costs, it costs each time; what the machine adds, it does not.
  for (let time = 0; time < 3 && blockedMs >= MOST_BLOCKED_MS; time += 1) {
    await askProbe(server.probe);
    const answer = await fetch(`${server.url}/api/v1/jobs/7`);
    expect((await answer.text()).startsWith(text.slice(0, 1000))).toBe(true);
    const report = await askProbe(server.probe);
    blockedMs = Math.min(blockedMs, report?.blockedMs ?? Infinity);
  }
  expect(blockedMs).toBeLessThan(MOST_BLOCKED_MS);
});
