import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'vite';

import { precompress } from '../../vite/precompress.ts';

const SOURCES = fileURLToPath(new URL('../peers', import.meta.url));

/** Where the built pages of the peers lie; each has a folder of its own with an `index.html`. */
export const PEERS_DIST = fileURLToPath(new URL('../../dist.peers', import.meta.url));

/** Builds the peers' pages as the app is built: bundled for production, compressed ahead. */
export async function buildPeers(): Promise<void> {
  const pages = readdirSync(SOURCES).filter((name) => existsSync(join(SOURCES, name, 'index.html')));
  const publicDir = mkdtempSync(join(tmpdir(), 'assay-bench-public-'));
  try {
    addBullBoard(join(publicDir, 'bull-board'));
    await build({
      root: SOURCES,
      base: '/peers/',
      configFile: false,
      logLevel: 'error',
      publicDir,
      plugins: [precompress()],
      build: {
        target: 'es2022',
        outDir: PEERS_DIST,
        emptyOutDir: true,
        modulePreload: { polyfill: false },
        rolldownOptions: { input: pages.map((name) => join(SOURCES, name, 'index.html')) },
      },
    });
  } finally {
    rmSync(publicDir, { recursive: true, force: true });
  }
}

/** Bull-board's UI comes built; its server fills in the page and answers its API, which a page of ten jobs stands for here. */
function addBullBoard(folder: string): void {
  const built = fileURLToPath(new URL('../node_modules/@bull-board/ui/dist', import.meta.url));
  cpSync(join(built, 'static'), join(folder, 'static'), { recursive: true });
  const values: Readonly<Record<string, string>> = { basePath: '/peers/bull-board/', title: 'bull-board', favIconDefault: 'static/images/logo.svg', favIconAlternative: 'static/favicon-32x32.png', uiConfig: '{}' };
  const page = readFileSync(join(built, 'index.ejs'), 'utf8')
    .replaceAll(/<%[-=] (\w+) %>/g, (_, name: string) => values[name] ?? '')
    // Its web font comes from a server elsewhere, which is not measured: to its advantage.
    .replace(/<link href="https:[^>]*>/, '');
  writeFileSync(join(folder, 'index.html'), page);
  mkdirSync(join(folder, 'api'));
  writeFileSync(join(folder, 'api', 'queues'), JSON.stringify({ queues: [bullQueue()] }));
}

function bullQueue() {
  const statuses = ['latest', 'active', 'waiting', 'waiting-children', 'prioritized', 'completed', 'failed', 'delayed', 'paused'];
  const jobs = Array.from({ length: 10 }, (_, index) => ({
    id: String(1000 - index),
    name: `photo ${index}.jpg`,
    timestamp: 1_760_000_000_000 - index * 60_000,
    processedOn: 1_760_000_001_000 - index * 60_000,
    finishedOn: 1_760_000_004_000 - index * 60_000,
    progress: 100,
    attempts: 1,
    stacktrace: [],
    opts: {},
    data: { fileName: `photo ${index}.jpg`, taskType: 'ai-image-detection' },
    returnValue: { isAiGenerated: index % 2 === 0, confidence: 0.9 },
    isFailed: false,
  }));
  return {
    name: 'analysis',
    delimiter: '.',
    counts: Object.fromEntries(statuses.map((status) => [status, status === 'completed' || status === 'latest' ? 1000 : 0])),
    jobs,
    statuses,
    pagination: { pageCount: 100, range: { start: 0, end: 9 } },
    readOnlyMode: false,
    allowRetries: true,
    allowCompletedRetries: true,
    isPaused: false,
    type: 'bullmq',
    globalConcurrency: null,
    activeRateLimitTtl: 0,
    supportsGlobalRateLimit: true,
    jobSchedulerCount: 0,
    hasWorkers: true,
  };
}
