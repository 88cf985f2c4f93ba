import { randomFillSync } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { media, type MediaName } from '../../e2e/media.ts';
import { MIB } from './settings.ts';

/** A folder for the files of a part; `remove` takes it away. */
export function fileShelf(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-files-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Writes a valid media file of exactly this size, each with bytes of its own: the committed one, and behind it random
 * bytes that its readers skip.
 */
export function writeMedia(folder: string, name: string, source: MediaName, sizeBytes: number): string {
  const path = join(folder, name);
  const head = readFileSync(media(source));
  const file = openSync(path, 'wx');
  try {
    writeSync(file, head);
    let left = sizeBytes - head.length;
    if (source.endsWith('.mp4')) {
      // An ISO media file is a row of boxes; `free` is the one that readers skip.
      const box = Buffer.alloc(8);
      box.writeUInt32BE(left);
      box.write('free', 4, 'latin1');
      left -= writeSync(file, box);
    }
    for (const filler = Buffer.allocUnsafe(Math.min(left, MIB)); left > 0; ) left -= writeSync(file, randomFillSync(filler), 0, Math.min(left, filler.length));
  } finally {
    closeSync(file);
  }
  return path;
}
