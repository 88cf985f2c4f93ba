import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';

/** A tab of WebKit. */
export interface WebKitTab {
  /** Resolves once the document has loaded. */
  readonly go: (url: string) => Promise<void>;
  /** Resolves once the document before, fresh or from the back/forward cache, is there. */
  readonly back: () => Promise<void>;
  /** Runs a function's source in the page; its result has to be plain data. Rejects when it throws. */
  readonly run: (script: string) => Promise<unknown>;
  /** Runs a condition's source again and again; rejects when it is not true within `ms`, 60 s unless told. */
  readonly until: (condition: string, ms?: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** WebKitGTK on a profile of its own, with a back/forward cache as Safari has one. */
export interface WebKitHost {
  readonly open: () => Promise<WebKitTab>;
  readonly dispose: () => Promise<void>;
}

const answerSchema = z.object({ id: z.number(), value: z.unknown(), error: z.nullable(z.string()) });
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 100;

/** Starts WebKit under a virtual screen. Needs Debian's `gir1.2-webkit2-4.1 python3-gi python3-gi-cairo xvfb xauth`. */
export async function startWebKit(): Promise<WebKitHost> {
  const profile = await mkdtemp(join(tmpdir(), 'assay-webkit-'));
  const program = fileURLToPath(new URL('host.py', import.meta.url));
  const child = spawn('xvfb-run', ['-a', '/usr/bin/python3', program, profile], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } });
  const waiting = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }>();
  let lastId = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{"id"')) return;
    const { id, value, error } = answerSchema.parse(JSON.parse(line));
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error === null) asked?.resolve(value);
    else asked?.reject(new Error(error));
  });
  child.once('exit', () => waiting.forEach(({ reject }) => reject(new Error('WebKit has ended.'))));

  function ask(command: Readonly<Record<string, unknown>>): Promise<unknown> {
    lastId += 1;
    const id = lastId;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const timer = setTimeout(() => reject(new Error(`WebKit did not answer ${JSON.stringify(command)}.`)), PATIENCE_MS);
    waiting.set(id, { resolve, reject });
    child.stdin.write(`${JSON.stringify({ id, ...command })}\n`);
    return promise.finally(() => clearTimeout(timer));
  }

  return {
    async open() {
      const tab = await ask({ do: 'open' });
      const run = (script: string) => ask({ do: 'run', tab, script });
      return {
        go: async (url) => void (await ask({ do: 'go', tab, url })),
        back: async () => void (await ask({ do: 'back', tab })),
        run,
        async until(condition, ms = PATIENCE_MS) {
          const end = Date.now() + ms;
          while ((await run(`() => Boolean(${condition})`)) !== true) {
            if (Date.now() > end) throw new Error(`Not true within ${ms} ms: ${condition}`);
            await new Promise((resolve) => {
              setTimeout(resolve, LOOK_EVERY_MS);
            });
          }
        },
        close: async () => void (await ask({ do: 'close', tab })),
      };
    },
    async dispose() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.stdin.end();
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
