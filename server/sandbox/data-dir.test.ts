// Each start is a process of its own, as for the person who reads the line that it ends with.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { seedJobs } from './seed.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Rights mean nothing to root: those tests run the server as the user `nobody`. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
let folder = '';
let running: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-data-dir-'));
  chmodSync(folder, 0o755);
});

afterEach(async () => {
  for (const child of running) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a server; gives what it printed and its exit status, null while it runs. */
async function start(dataDir: string, user: { uid?: number; gid?: number } = {}) {
  const child = spawn(process.execPath, ['server/main.ts'], { cwd: root, env: { PATH: process.env['PATH'] ?? '', PORT: '0', DATA_DIR: dataDir }, stdio: ['ignore', 'pipe', 'pipe'], ...user });
  running.push(child);
  const printed = { out: '', err: '' };
  child.stderr.on('data', (chunk: Buffer) => (printed.err += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => (printed.out += chunk.toString()));
  await Promise.race([once(child, 'close'), once(child.stdout, 'data')]);
  return { child, printed, status: child.exitCode };
}

/** What a start says that ends at once, with status 2 and one line that names variable and value: the cause. */
async function refusal(dataDir: string, user: { uid?: number; gid?: number } = {}): Promise<string> {
  const { printed, status } = await start(dataDir, user);
  const line = `DATA_DIR is ${JSON.stringify(dataDir)}: `;
  const asAgreed = status === 2 && printed.out === '' && printed.err.startsWith(line) && /^.*\n$/.test(printed.err);
  return asAgreed ? printed.err.slice(line.length) : `status ${status}: ${printed.out}${printed.err}`;
}

/** A data folder with a database in it. */
function withDatabase(change: (path: string) => void): string {
  const dataDir = join(folder, 'data');
  seedJobs(dataDir, { count: 2000, active: 0, activeMs: 0, now: Date.now(), tenant: 'sandbox' });
  change(join(dataDir, 'sandbox.sqlite'));
  return dataDir;
}

test('a file, and a path through a file', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect(await refusal(join(folder, 'file'))).toMatch(/must be a folder, and this is a file/);
  expect(await refusal(join(folder, 'file', 'data'))).toMatch(/must be a folder, and .*file is a file/);
});

test('links that lead in a circle, and one that leads nowhere', async () => {
  symlinkSync(join(folder, 'b'), join(folder, 'a'));
  symlinkSync(join(folder, 'a'), join(folder, 'b'));
  expect(await refusal(join(folder, 'a'))).toMatch(/links lead in a circle/);
  symlinkSync(join(folder, 'nothing'), join(folder, 'dangling'));
  expect(await refusal(join(folder, 'dangling'))).toMatch(/a link that leads nowhere/);
});

test('a folder this user may not write to, or make, or whose parts belong to another', async () => {
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { mode: 0o555 });
  chmodSync(folder, 0o555);
  expect(await refusal(dataDir, NOBODY)).toMatch(/may not read and write there/);
  expect(await refusal(join(dataDir, 'deeper'), NOBODY)).toMatch(/may not read and write there/);
  chmodSync(dataDir, 0o777);
  mkdirSync(join(dataDir, 'media'), { mode: 0o555 });
  chmodSync(join(dataDir, 'media'), 0o555);
  expect(await refusal(dataDir, NOBODY)).toMatch(/may not read and write there/);
  chmodSync(folder, 0o755);
});

test.runIf(process.platform === 'linux')('under /proc, where nothing can be made, and on a disk that is full', async () => {
  expect(await refusal('/proc/assay/data')).toMatch(/no folder can be made there/);
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  symlinkSync('/dev/full', join(dataDir, 'write-probe'));
  expect(await refusal(dataDir)).toMatch(/the disk is full/);
});

test('a name that is too long', async () => {
  expect(await refusal(join(folder, 'x'.repeat(300)))).toMatch(/name is too long/);
});

test('a database that is none, is cut off, is damaged inside, or comes from a newer version', async () => {
  expect(await refusal(withDatabase((path) => writeFileSync(path, 'this is no database, though it is long enough to be looked at'.repeat(200))))).toMatch(/sandbox\.sqlite is damaged/);
  rmSync(join(folder, 'data'), { recursive: true });
  expect(await refusal(withDatabase((path) => truncateSync(path, 20_000)))).toMatch(/sandbox\.sqlite is damaged/);
  rmSync(join(folder, 'data'), { recursive: true });
  const newer = withDatabase((path) => {
    using database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 99');
  });
  expect(await refusal(newer)).toMatch(/version 99, from a newer Assay/);
});

test('a database that another program has locked', async () => {
  const dataDir = withDatabase(() => {});
  using database = new DatabaseSync(join(dataDir, 'sandbox.sqlite'));
  database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
  expect(await refusal(dataDir)).toMatch(/locked by another program/);
});

test('a second server on one folder ends with who holds it, and the first goes on; a kill -9 frees it', async () => {
  const dataDir = join(folder, 'data');
  const first = await start(dataDir);
  expect(first.status).toBeNull();
  // What is coming in, which a second server used to sweep away.
  const incoming = join(dataDir, 'incoming', 'under-way');
  writeFileSync(incoming, 'half');
  expect(await refusal(dataDir)).toMatch(new RegExp(`another server uses this folder \\(process ${first.child.pid} on .+, since \\d{4}-\\d\\d-\\d\\dT.+Z\\): end that one, or set DATA_DIR`));
  expect(existsSync(incoming)).toBe(true);
  expect(first.child.exitCode).toBeNull();
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const third = await start(dataDir);
  expect([third.status, third.printed.err]).toEqual([null, '']);
  expect(existsSync(incoming)).toBe(false);
});

test('of servers that start at once on one folder, one runs', async () => {
  const starts = await Promise.all(Array.from({ length: 4 }, () => start(join(folder, 'data'))));
  expect(starts.map(({ status }) => status).filter((status) => status === 2)).toHaveLength(3);
  expect(starts.filter(({ status }) => status === null)).toHaveLength(1);
  for (const { printed, status } of starts) expect(printed.err).toMatch(status === null ? /^$/ : /^DATA_DIR is .*another server uses this folder.*\n$/);
});
