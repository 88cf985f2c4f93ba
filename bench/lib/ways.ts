import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { AssayServer } from '../../e2e/server.ts';
import { type Nginx, startNginx } from './nginx.ts';

/** The three ways to the same upstream, each as an origin; asking for nginx's throws where there is none. */
export interface Ways {
  readonly gateway: string;
  readonly straight: string;
  readonly nginx: () => string;
  readonly close: () => Promise<void>;
}

/** Starts an upstream in a process of its own, and the gateway and nginx in front of it. */
export async function openWays(): Promise<Ways> {
  const upstream = spawn(process.execPath, ['bench/lib/upstream.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = await once(upstream.stdout.setEncoding('utf8'), 'data');
  const straight = `http://127.0.0.1:${Number(port)}`;
  const gateway = await AssayServer.start({ AUTHENTA_API_URL: straight, STORAGE_ORIGINS: straight });
  const nginx: Nginx | Error = await startNginx(straight).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  return {
    gateway: gateway.url,
    straight,
    nginx: () => {
      if (nginx instanceof Error) throw nginx;
      return nginx.url;
    },
    close: async () => {
      if (!(nginx instanceof Error)) await nginx.stop();
      await gateway.dispose();
      upstream.kill();
    },
  };
}
