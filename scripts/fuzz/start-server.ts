import { AssayServer } from '../../e2e/server.ts';

/** How often a server under test is started, at 20 s each, before the run is given up. */
const START_TRIES = 5;

/**
 * Starts a server; one that is not ready in time is started once more: a machine with other work may take long.
 * @throws when it was not ready five times.
 */
export async function startServer(env: Readonly<Record<string, string>>, program = 'server/main.ts', tries = START_TRIES): Promise<AssayServer> {
  const server = await AssayServer.start(env, program).catch((error: unknown) => {
    if (tries > 1) return null;
    throw error;
  });
  return server ?? startServer(env, program, tries - 1);
}
