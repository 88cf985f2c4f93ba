import { AsyncLocalStorage } from 'node:async_hooks';

import { isHost } from './http/host.ts';
import type { JobsApi } from './upstream/jobs-api.ts';
import { createSandbox } from './sandbox/sandbox.ts';
import type { Vocabulary } from './sandbox/vocabulary.ts';

/** Where the sandbox keeps its data, and where its storage listens. */
export interface SandboxApiOptions {
  readonly dataDir: string;
  readonly vocabulary: Vocabulary;
  /** Whether a PUT must say its media type. */
  readonly requireType: boolean;
  /** Asked at each request, since a free port is known only once it is taken. */
  readonly storagePort: () => number;
}

/**
 * The embedded sandbox as the Jobs API.
 *
 * Presigned URLs name the host that the caller used, with the storage's port: that host reaches this machine, which
 * the address the server listens at (0.0.0.0, say) need not do.
 */
export function createSandboxApi({ dataDir, vocabulary, requireType, storagePort }: SandboxApiOptions): JobsApi {
  const page = new AsyncLocalStorage<string>();
  const originFor = (hostname: string): string => new URL(`http://${isHost(hostname) ? hostname : '127.0.0.1'}:${storagePort()}`).origin;
  const sandbox = createSandbox({ dataDir, vocabulary, requireType, storageOrigin: () => originFor(page.getStore() ?? '127.0.0.1') });
  const near = (request: Request, serve: (request: Request) => Promise<Response>): Promise<Response> =>
    page.run(new URL(request.url).hostname, () => serve(request));
  return {
    mode: 'sandbox',
    host: 'Sandbox',
    realm: 'sandbox',
    storageOrigins: (hostname) => [originFor(hostname)],
    relay: null,
    handle: (request) => near(request, (inner) => sandbox.api(inner)),
    storage: (request) => near(request, (inner) => sandbox.storage(inner)),
    close: () => sandbox.close(),
  };
}
