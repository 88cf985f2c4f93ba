import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READY = /Assay is ready at (http:\/\/\S+)/;
const START_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 5_000;

/** The Node 24 that the project brings along, so that the tests may be run by an older one. */
function nodeProgram(): string {
  const bundled = join(ROOT, 'node_modules/node/bin/node');
  return existsSync(bundled) ? bundled : process.execPath;
}

/**
 * The real server as a child process, on a free port and with a data folder of its own. It is the sandbox unless the
 * environment names a platform (`AUTHENTA_API_URL`). Serves what was last built into `dist`.
 */
export class AssayServer {
  /** The origin, without a slash at its end; empty until the first start. It stays the same over restarts. */
  url = '';
  /** Everything the process wrote to stderr, over all its starts. */
  stderr = '';
  /** Everything it wrote to stdout, likewise. */
  stdout = '';
  #child: ChildProcess | null = null;
  #dataDir = '';
  readonly #env: Readonly<Record<string, string>>;
  readonly #program: string;

  private constructor(env: Readonly<Record<string, string>>, program: string) {
    this.#env = env;
    this.#program = program;
  }

  /**
   * Starts a server; rejects with what it printed when it ends, or is not ready within 20 s.
   * @param seed what `npm run seed` takes, such as `['1000', '--active', '5']`; without it the sandbox is empty
   */
  static async start(env: Readonly<Record<string, string>> = {}, program = 'server/main.ts', seed: readonly string[] | null = null): Promise<AssayServer> {
    const server = new AssayServer(env, program);
    server.#dataDir = await mkdtemp(join(tmpdir(), 'assay-e2e-'));
    try {
      if (seed !== null) await server.#seed(seed);
      await server.#launch('0');
    } catch (error) {
      await server.dispose();
      throw error;
    }
    return server;
  }

  /** Where the sandbox keeps its database. */
  get dataDir(): string {
    return this.#dataDir;
  }

  /** SIGTERM; resolves to the exit status, rejects when the process is still there after 5 s (the promised limit). */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  /** SIGKILL: no chance to tidy up, as in a crash. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Starts again on the same port and data folder; stops the running process first, if there is one. */
  async restart(): Promise<void> {
    await this.stop();
    await this.#launch(new URL(this.url).port);
  }

  /** Stops for good and removes the data folder. */
  async dispose(): Promise<void> {
    try {
      await this.stop();
    } finally {
      this.#child?.kill('SIGKILL');
      await rm(this.#dataDir, { recursive: true, force: true });
    }
  }

  async #seed(seed: readonly string[]): Promise<void> {
    const child = spawn(nodeProgram(), ['scripts/seed.ts', ...seed], { cwd: ROOT, env: { ...process.env, DATA_DIR: this.#dataDir }, stdio: ['ignore', 'ignore', 'inherit'] });
    const [status] = await once(child, 'exit');
    if (status !== 0) throw new Error(`seeding ended with status ${String(status)}`);
  }

  async #launch(port: string): Promise<void> {
    // Settings of the person who runs the tests must not leak into the server under test.
    const { AUTHENTA_API_URL: _url, AUTHENTA_API_KEY: _key, STORAGE_ORIGINS: _origins, SESSION_SECRET: _secret, METRICS_PORT: _metrics, SANDBOX_VOCABULARY: _words, SANDBOX_PUT_CONTENT_TYPE: _type, ...inherited } = process.env;
    const child = spawn(nodeProgram(), [this.#program], {
      cwd: ROOT,
      env: { ...inherited, HOST: '127.0.0.1', PORT: port, DATA_DIR: this.#dataDir, ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    this.url = await this.#readyAddress(child);
  }

  async #readyAddress(child: ChildProcess): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    let printed = '';
    const refuse = (why: string) => reject(new Error(`the server ${why}:\n${printed}${this.stderr}`));
    const limit = setTimeout(refuse, START_LIMIT_MS, 'was not ready in time');
    child.once('error', (error) => refuse(`could not be started (${error.message})`));
    child.once('exit', (status) => refuse(`ended with status ${status}`));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      this.stdout += text;
      const address = READY.exec(printed)?.[1];
      if (address !== undefined) resolve(address.replace(/\/$/, ''));
    });
    try {
      return await promise;
    } finally {
      clearTimeout(limit);
    }
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.#child;
    if (child === null) return null;
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit', { signal: AbortSignal.timeout(STOP_LIMIT_MS) });
      child.kill(signal);
      try {
        await gone;
      } catch {
        throw new Error(`the server was still running ${STOP_LIMIT_MS} ms after ${signal}:\n${this.stderr}`);
      }
    }
    this.#child = null;
    return child.exitCode;
  }
}
