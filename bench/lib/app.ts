import { AssayServer } from '../../e2e/server.ts';

/** Starts the built app, on a free port and with data of its own, with the peers' pages beside it. */
export function startApp(env: Readonly<Record<string, string>> = {}): Promise<AssayServer> {
  return AssayServer.start(env, 'bench/lib/serve-app.ts');
}

/** How many requests the app's API has had. */
export async function apiRequestsOf(server: AssayServer): Promise<number> {
  const response = await fetch(`${server.url}/peers/api-requests`);
  return Number(await response.text());
}
