import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AssayServer } from '../../e2e/server.ts';
import { seedJobs } from '../../server/sandbox/seed.ts';

const PROGRAM = 'bench/lib/serve-app.ts';

/** Starts the built app, on a free port and with data of its own, with the peers' pages beside it. */
export function startApp(env: Readonly<Record<string, string>> = {}): Promise<AssayServer> {
  return AssayServer.start(env, PROGRAM);
}

/** Uses an app that nothing has been done with before, and that is gone afterwards. */
export async function inFreshApp<T>(use: (server: AssayServer) => Promise<T>): Promise<T> {
  const server = await startApp();
  try {
    return await use(server);
  } finally {
    await server.dispose();
  }
}

/** An app that had jobs before it started. */
export interface SeededApp {
  readonly url: string;
  /** The folder of the sandbox's database. */
  readonly dataDir: string;
  readonly dispose: () => Promise<void>;
}

/**
 * Starts the app with `count` jobs, of which the newest `active` go on for an hour.
 * @param prepare called with the sandbox's folder before the server starts
 */
export async function seededApp(count: number, active = 0, prepare: (dataDir: string) => void = () => {}): Promise<SeededApp> {
  const dataDir = mkdtempSync(join(tmpdir(), 'assay-bench-data-'));
  try {
    seedJobs(dataDir, { count, active, activeMs: 3_600_000, now: Date.now(), tenant: 'sandbox' });
    prepare(dataDir);
    const server = await startApp({ DATA_DIR: dataDir });
    const dispose = async () => {
      await server.dispose();
      rmSync(dataDir, { recursive: true, force: true });
    };
    return { url: server.url, dataDir, dispose };
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
}

/** How many requests the app's API has had. */
export async function apiRequestsOf({ url }: { readonly url: string }): Promise<number> {
  const response = await fetch(`${url}/peers/api-requests`);
  return Number(await response.text());
}
