import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file so that it is there whole or not at all, also after a kill. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.part`, content, { flush: true });
  renameSync(`${path}.part`, path);
}
