import { spawn } from 'node:child_process';

/** Runs a program to its end and gives what it printed and how many seconds it took. @throws with what it said when it fails. */
export async function runCommand(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<{ stdout: string; seconds: number }> {
  const began = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? new Error(`${program} is not installed`) : error));
  child.once('close', resolve);
  const status = await promise;
  if (status !== 0) throw new Error(`${program} ended with status ${status}: ${stderr.trim().split('\n').at(-1) ?? ''}`);
  return { stdout, seconds: (performance.now() - began) / 1000 };
}
