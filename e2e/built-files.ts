import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const manifestShape = z.record(z.string(), z.object({ file: z.string(), isDynamicEntry: z.boolean().optional(), imports: z.array(z.string()).optional(), css: z.array(z.string()).optional() }));

/** Bytes of a built file as they cross the network: compressed where the server has it so. */
function sizeOf(file: string): number {
  const path = join(DIST, file);
  return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
}

/** Compressed bytes, by the source that is loaded later, of what it needs beyond what the first page has loaded. */
export function lazySizes(): ReadonlyMap<string, number> {
  const manifest = manifestShape.parse(JSON.parse(readFileSync(join(DIST, '.vite/manifest.json'), 'utf8')));
  const filesOf = (name: string, seen: Set<string>): ReadonlySet<string> => {
    const chunk = manifest[name];
    if (!chunk || seen.has(chunk.file)) return seen;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) seen.add(file);
    for (const imported of chunk.imports ?? []) filesOf(imported, seen);
    return seen;
  };
  const first = new Set(readFileSync(join(DIST, 'index.html'), 'utf8').match(/assets\/[\w.-]+/g));
  const later = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry && name.startsWith('src/'));
  return new Map(later.map((name) => [name, [...filesOf(name, new Set())].filter((file) => !first.has(file)).reduce((sum, file) => sum + sizeOf(file), 0)]));
}

/** Compressed bytes of each worker and each WebAssembly module, by its name without the hash of its content. */
export function workerSizes(): ReadonlyMap<string, number> {
  const files = readdirSync(join(DIST, 'assets')).filter((name) => /-worker-[\w-]{8}\.js$|\.wasm$/.test(name));
  return new Map(files.map((name) => [name.replace(/-[\w-]{8}(\.\w+)$/, '$1'), sizeOf(join('assets', name))]));
}
