// `npm run build`: builds the app into dist. With --if-changed only when dist was not built from these very sources.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'vite';

import { sourcesHash } from './sources-hash.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
// Names under dist* are ignored by git and by the tools.
const fresh = join(root, `dist.new-${process.pid}`);
const old = join(root, `dist.old-${process.pid}`);

const sources = sourcesHash(root);

const ifChanged = process.argv.includes('--if-changed');
if (!(ifChanged && isCurrent())) {
  console.error('Building…');
  try {
    await build({ root, logLevel: 'warn', build: { outDir: fresh, emptyOutDir: true } });
    writeFileSync(join(fresh, '.sources'), sources);
    putInPlace();
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

function isCurrent(): boolean {
  const noted = join(dist, '.sources');
  return existsSync(noted) && readFileSync(noted, 'utf8') === sources;
}

/** Swaps whole folders, so that nobody ever meets half a build; a start beside us may have put the same one there. */
function putInPlace(attempts = 5): void {
  if (ifChanged && isCurrent()) return;
  try {
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
  } catch (error) {
    if (attempts === 1) throw error;
    rmSync(old, { recursive: true, force: true });
    putInPlace(attempts - 1);
  }
}
