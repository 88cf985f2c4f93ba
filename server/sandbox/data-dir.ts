import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { DataDirError, explainDataDirErrors } from './data-dir-error.ts';

/** The room that a start needs at the least. */
const PROBE_BYTES = 4096;

/** Makes the data folder when it is missing, and tries that it takes bytes. @throws {DataDirError} when it cannot be used. */
export function prepareDataDir(dataDir: string): void {
  explainDataDirErrors(() => {
    makeFolder(dataDir, dataDir);
    const probe = join(dataDir, 'write-probe');
    try {
      writeFileSync(probe, Buffer.alloc(PROBE_BYTES));
    } finally {
      rmSync(probe, { force: true });
    }
  });
}

/** Whether there is a folder at a path. @throws {DataDirError} when there is something else, or nobody can tell. */
export function isFolder(path: string, asked = path): boolean {
  const found = explainDataDirErrors(() => statSync(path, { throwIfNoEntry: false }));
  if (found && !found.isDirectory()) throw new DataDirError(`it must be a folder, and ${path === asked ? 'this' : path} is a file`);
  return found !== undefined;
}

// Level by level: Node's own recursive mkdir never returns under /proc, where nothing can be made.
function makeFolder(path: string, asked: string): void {
  if (isFolder(path, asked)) return;
  if (dirname(path) !== path) makeFolder(dirname(path), asked);
  mkdirSync(path);
}
