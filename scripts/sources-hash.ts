import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Everything the built app comes from. */
const SOURCES = ['src', 'public', 'vite', 'index.html', 'vite.config.ts', 'tailwind.config.ts', 'tsconfig.json', 'tsconfig.base.json', 'tsconfig.browser.json', 'package.json', 'package-lock.json'];

/** A hash over the names and contents of all sources of the app, tests left out. */
export function sourcesHash(root: string): string {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((source) => listFiles(join(root, source))).toSorted()) {
    const content = readFileSync(path);
    hash.update(`${relative(root, path)}\0${content.byteLength}\0`).update(content);
  }
  return hash.digest('hex');
}

function listFiles(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
