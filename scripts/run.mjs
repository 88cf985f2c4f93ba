import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';

import { node24, root } from './install.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PARENT = process.ppid;

/** Runs a script of the project on its own Node 24, passes signals on, and resolves with the exit status. */
export function run(script, args = []) {
  // The tools of the project start with `env node`, which must find this Node too.
  const env = { ...process.env, PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH };
  const child = spawn(node24, [script, ...args], { cwd: root, env, stdio: 'inherit' });
  const pass = (signal) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, pass);
  const watch = stopWithNpm(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearInterval(watch);
      for (const name of SIGNALS) process.off(name, pass);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/**
 * npm passes a signal to the shell between it and us, and that shell ends without passing it on. What is left of the
 * signal is that our parent is gone.
 */
function stopWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return undefined;
  return setInterval(() => {
    if (process.ppid !== PARENT) child.kill('SIGTERM');
  }, 250);
}
