// Plain JavaScript on purpose: this runs on whatever Node there is, before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The Node 24 that the project brings along, so that an older one on the machine is enough to start. */
export const node24 = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Installs the packages of a folder's lockfile unless exactly those are there. Ends the process when that fails.
 * @param folder the project's own, or one inside it with a lockfile of its own
 */
export async function install(folder = root) {
  if (isInstalled(folder)) return;
  const release = await takeLock(join(folder, 'dist.install-lock'));
  try {
    if (isInstalled(folder)) return;
    console.error('Installing dependencies (about 20 s)…');
    const done = npm(['ci', '--include=dev', '--no-progress', '--loglevel=error'], folder);
    if (done.status !== 0) {
      process.stderr.write(`${done.stdout}${done.stderr}`);
      console.error(`npm ci failed${done.error ? `: ${done.error.message}` : ''}`);
      process.exitCode = 1;
    }
  } finally {
    release();
  }
  if (process.exitCode === 1) process.exit();
}

/** npm notes what it has put into node_modules as its very last step; that is held against the lockfile. */
function isInstalled(folder) {
  const noted = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(noted) || !existsSync(node24)) return false;
  const wanted = readJson(join(folder, 'package-lock.json')).packages;
  const present = readJson(noted).packages;
  return Object.entries(wanted).every(
    ([path, { version, integrity, optional }]) =>
      path === '' || (present[path] ? present[path].version === version && present[path].integrity === integrity : optional === true),
  );
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The npm that started us, or else the one on the PATH. */
function npm(args, folder) {
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 };
  const started = process.env.npm_execpath;
  return started?.endsWith('.js')
    ? spawnSync(process.execPath, [started, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

/** Two starts in one folder must not install over each other. A lock whose owner is gone is taken over. */
async function takeLock(lock) {
  for (let told = false; ; told = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    else if (!told) console.error('Waiting for another start that installs the dependencies…');
    await delay(500);
  }
}

function isAbandoned(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
