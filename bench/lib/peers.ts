import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'vite';

import { precompress } from '../../vite/precompress.ts';

const SOURCES = fileURLToPath(new URL('../peers', import.meta.url));

/** Where the built pages of the peers lie; each has a folder of its own with an `index.html`. */
export const PEERS_DIST = fileURLToPath(new URL('../../dist.peers', import.meta.url));

/** Builds the peers' pages as the app is built: bundled for production, compressed ahead. */
export async function buildPeers(): Promise<void> {
  rmSync(PEERS_DIST, { recursive: true, force: true });
  const pages = readdirSync(SOURCES).filter((name) => existsSync(join(SOURCES, name, 'index.html')));
  await build({
    root: SOURCES,
    base: '/peers/',
    configFile: false,
    logLevel: 'warn',
    plugins: [precompress()],
    build: {
      target: 'es2022',
      outDir: PEERS_DIST,
      emptyOutDir: true,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 5000,
      rolldownOptions: { input: pages.map((name) => join(SOURCES, name, 'index.html')) },
    },
  });
}
