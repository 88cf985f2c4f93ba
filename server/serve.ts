import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';

import packageJson from '../package.json' with { type: 'json' };
import { createApp } from './app.ts';
import { type Config, refuseDataDir } from './config.ts';
import { createGateway } from './upstream/gateway.ts';
import { hostInUrl, isWildcard, unbracket } from './http/host.ts';
import type { JobsApi } from './upstream/jobs-api.ts';
import { listen, type Listening, nodeListener } from './http/listen.ts';
import { log } from './http/log.ts';
import { createMetrics } from './http/metrics.ts';
import { observed } from './http/observe.ts';
import { createSandboxApi } from './sandbox-api.ts';
import { createSealedBox } from './http/sealed-box.ts';
import { listenForStorage, rememberStoragePort } from './upstream/storage-port.ts';

/** How long running exchanges may go on once the server stops; with what follows it stays under 5 s. */
const GRACE_MS = 3000;

/** A server whose listeners all accept connections. */
export interface RunningServer {
  /** Where a browser on this machine finds it. */
  readonly url: string;
  close(): Promise<void>;
}

/** What the app's pages come from, and what may stand in front of the whole. */
export interface ServeOptions {
  readonly pages: (request: Request) => Response;
  /** Puts a listener in front of the app's own; the development server does. */
  readonly front?: (app: RequestListener) => RequestListener;
}

/**
 * Starts the app, and in sandbox mode the storage at a second port of the same host.
 * @throws {ListenError} when an address cannot be had, {ConfigError} when the data folder cannot be used.
 */
export async function serve(config: Config, { pages, front = (app) => app }: ServeOptions): Promise<RunningServer> {
  const listeners: Listening[] = [];
  const secrets: [string, ...string[]] = [config.sessionSecrets[0] ?? randomBytes(32).toString('hex'), ...config.sessionSecrets.slice(1)];
  const api = openApi(config, secrets, () => listeners[0]?.port ?? 0);
  let stopping = false;
  const close = async (): Promise<void> => {
    stopping = true;
    await Promise.all(listeners.map((listener) => listener.close(GRACE_MS)));
    api.close();
  };
  const sealedBox = createSealedBox(secrets, api.realm);
  const metrics = createMetrics();
  const credentials = { mode: api.mode, sharedKey: config.sharedKey, sealedBox, clock: Date.now };
  const app = observed(nodeListener(createApp({ api, credentials, pages, version: packageJson.version, isStopping: () => stopping })), metrics);
  try {
    if (api.storage) listeners.push(await listenForStorage(nodeListener(api.storage), config.host, config.dataDir));
    if (config.metricsPort !== null) {
      const figures = await listen((_request, response) => response.setHeader('content-type', 'text/plain; version=0.0.4').end(metrics.text()), '127.0.0.1', config.metricsPort, 'METRICS_PORT');
      listeners.push(figures);
      log('info', 'metrics', { port: figures.port });
    }
    listeners.push(await listen(front(app), config.host, config.port));
    if (api.storage) rememberStoragePort(config.dataDir, listeners[0]?.port ?? 0);
  } catch (error) {
    await close();
    throw error;
  }
  return { url: browserUrl(config.host, listeners.at(-1)?.port ?? config.port), close };
}

function openApi(config: Config, secrets: [string, ...string[]], storagePort: () => number): JobsApi {
  const { apiUrl, storageOrigins } = config;
  if (apiUrl === null) return openSandbox(config, storagePort);
  return createGateway({ apiUrl, storageOrigins, sealedBox: createSealedBox(secrets, `relay\n${apiUrl}`) });
}

function openSandbox({ dataDir, sandboxVocabulary, sandboxRequiresType }: Config, storagePort: () => number): JobsApi {
  try {
    return createSandboxApi({ dataDir, vocabulary: sandboxVocabulary, requireType: sandboxRequiresType, storagePort });
  } catch (error) {
    return refuseDataDir(dataDir, error);
  }
}

/** A host that means every address is not one a browser can open. */
function browserUrl(host: string, port: number): string {
  const loopback = unbracket(host).includes(':') ? '::1' : '127.0.0.1';
  return `http://${hostInUrl(isWildcard(host) ? loopback : host)}:${port}`;
}
