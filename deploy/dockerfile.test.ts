// Runs the steps of the Dockerfile without Docker: from a clean copy of what git has, the result as an unprivileged user
// on a tree that this user cannot write to.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const NODE = join(root, 'node_modules/node/bin/node');
const base = mkdtempSync(join(tmpdir(), 'assay-docker-'));
chmodSync(base, 0o755);
const UID = 65_534;
const isRoot = process.getuid?.() === 0;

interface Stage {
  readonly name: string;
  readonly folder: string;
  readonly env: Record<string, string>;
  user: string | null;
  command: string[];
}

const stages: Stage[] = [];
let running: ChildProcess | null = null;

/** `/app` and `/data` of a stage, as folders of ours. */
const inStage = (stage: Stage, path: string): string => join(stage.folder, path.startsWith('/') ? path : join('app', path));

function step(line: string): void {
  const [word = '', ...rest] = line.split(/\s+/);
  const args = rest.join(' ');
  const stage = stages.at(-1);
  if (word === 'FROM') {
    expect(rest[0], 'the image has the Node that the project is pinned to').toBe('node:24-slim');
    const name = rest[2] ?? 'final';
    const folder = join(base, name);
    mkdirSync(join(folder, 'app'), { recursive: true });
    stages.push({ name, folder, env: {}, user: null, command: [] });
    return;
  }
  if (!stage) throw new Error(`${word} stands before FROM.`);
  switch (word) {
    case 'ENV':
      for (const pair of rest) stage.env[pair.split('=')[0] ?? ''] = pair.split('=')[1] ?? '';
      return;
    case 'COPY': {
      const from = /^--from=(\w+)$/.exec(rest[0] ?? '')?.[1];
      if (from === undefined) {
        expect(args).toBe('. .');
        const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);
        for (const file of tracked) cpSync(join(root, file), inStage(stage, file));
        return;
      }
      const source = stages.find(({ name }) => name === from);
      if (!source) throw new Error(`There is no stage ${from}.`);
      const [, path = '', target = ''] = rest;
      const to = target === './' ? inStage(stage, path.split('/').at(-1) ?? '') : inStage(stage, target);
      cpSync(inStage(source, path), to, { recursive: true, verbatimSymlinks: true });
      return;
    }
    case 'RUN': {
      const command = args.replaceAll('/data', inStage(stage, '/data')).replace('chown 1000:1000', isRoot ? `chown ${UID}:${UID}` : 'true');
      execFileSync('sh', ['-c', command], { cwd: inStage(stage, '.'), env: { ...process.env, PATH: `${dirname(NODE)}:${process.env['PATH']}` }, stdio: 'pipe' });
      return;
    }
    case 'USER':
      stage.user = args;
      return;
    case 'CMD':
      stage.command = JSON.parse(args);
      return;
    case 'WORKDIR':
    case 'VOLUME':
    case 'EXPOSE':
    case 'HEALTHCHECK':
      return;
    default:
      throw new Error(`This test does not know ${word}.`);
  }
}

beforeAll(() => {
  const lines = readFileSync(join(root, 'Dockerfile'), 'utf8').split('\n');
  for (const line of lines) if (line.trim() !== '' && !line.startsWith('#')) step(line);
}, 600_000);

afterAll(async () => {
  if (running?.exitCode === null) {
    running.kill('SIGKILL');
    await once(running, 'close');
  }
  execFileSync('chmod', ['-R', 'u+w', base]);
  rmSync(base, { recursive: true, force: true });
});

test('the image holds what it runs, and nothing that only builds or tests it', () => {
  const stage = stages.at(-1);
  const files = execFileSync('sh', ['-c', 'ls -A; ls node_modules'], { cwd: inStage(stage ?? never(), '.'), encoding: 'utf8' }).split('\n');
  expect(files).toEqual(expect.arrayContaining(['server', 'dist', 'hono', 'zod']));
  for (const name of ['e2e', 'vite', 'vitest', 'typescript', 'node', '.git', '.data', 'playwright']) expect(files).not.toContain(name);
});

test('it serves as an unprivileged user on a tree that cannot be written to, with data in /data alone', async () => {
  const stage = stages.at(-1) ?? never();
  expect(stage.user).toMatch(/^[1-9]\d*$/);
  const app = inStage(stage, '.');
  execFileSync('chmod', ['-R', 'a-w,a+rX', app]);
  const [program = '', ...args] = stage.command;
  expect(program).toBe('node');
  const env = { ...stage.env, HOST: '127.0.0.1', PORT: '0', DATA_DIR: inStage(stage, '/data') };
  // A Node that the unprivileged user may read, wherever the project lies.
  const node = join(base, 'node');
  cpSync(NODE, node, { dereference: true });
  chmodSync(node, 0o755);
  if (isRoot) chownSync(inStage(stage, '/data'), UID, UID);
  running = spawn(node, args, { cwd: app, env, ...(isRoot ? { uid: UID, gid: UID } : {}) });
  let printed = '';
  running.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  while (!printed.includes('Assay is ready')) {
    const [chunk] = await Promise.race([once(running.stdout ?? never(), 'data'), once(running, 'exit')]);
    if (typeof chunk === 'number') throw new Error(`It ended with ${chunk}: ${printed}`);
    printed += String(chunk);
  }
  const url = /http:\S+/.exec(printed)?.[0] ?? '';
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(await (await fetch(`${url}/upload`)).text()).toContain('<div id="root">');
  const created = await fetch(`${url}/api/v1/jobs?taskTypeId=1`, {
    method: 'POST',
    headers: { authorization: 'Bearer api_sandbox', 'content-type': 'application/json' },
    body: JSON.stringify({ inputs: [{ contentType: 'image/png', fileName: 'a.png', sizeBytes: 10, slotName: 'original' }] }),
  });
  expect(created.status).toBe(200);
  if (isRoot) expect(() => execFileSync('sh', ['-c', 'touch server/x'], { cwd: app, uid: UID, gid: UID, stdio: 'pipe' })).toThrow('Permission denied');
  running.kill('SIGTERM');
  expect((await once(running, 'close'))[0]).toBe(0);
});

function never(): never {
  throw new Error('The Dockerfile has no last stage.');
}
