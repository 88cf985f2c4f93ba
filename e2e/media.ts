import { createHash } from 'node:crypto';
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The names of the committed media; `scripts/make-media.ts` and `scripts/sign-media.ts` make them. */
export const MEDIA_NAMES = [
  'photo.jpg', 'signed.jpg', 'portrait.png', 'face-a.jpg', 'face-b.jpg', 'tone.mp3', 'tone.wav', 'tone.m4a',
  'clip.mp4', 'clip.mov', 'clip.webm', 'page.pdf',
] as const;

/** One of the committed media files. */
export type MediaName = (typeof MEDIA_NAMES)[number];

/** The absolute path of a committed media file. */
export function media(name: MediaName): string {
  return fileURLToPath(new URL(`media/${name}`, import.meta.url));
}

let shelf: string | undefined;
let copies = 0;

/** A new folder of its own for every copy, so that equal names do not overwrite each other; gone when the process ends. */
function freshFolder(): string {
  if (shelf === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'assay-media-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    shelf = made;
  }
  copies += 1;
  const folder = join(shelf, String(copies));
  mkdirSync(folder);
  return folder;
}

/**
 * Copies a media file under another name (the sandbox takes its verdict from words in the name) and gives the path.
 * With `variant`, a few bytes are appended, which readers ignore, so that size and SHA-256 differ from the original's.
 */
export function copyAs(name: MediaName, newName: string, variant?: string): string {
  const path = join(freshFolder(), newName);
  copyFileSync(media(name), path);
  if (variant !== undefined) appendFileSync(path, trailer(name, variant));
  return path;
}

/** Bytes that leave a file valid: a comment where the format has one at its end, else plain trailing bytes. */
function trailer(name: MediaName, variant: string): Buffer {
  const text = Buffer.from(variant);
  if (name.endsWith('.pdf')) return Buffer.concat([Buffer.from('% '), text, Buffer.from('\n')]);
  if (!/\.(mp4|mov|m4a)$/.test(name)) return text;
  // An ISO media file is a row of boxes; `free` is the one that readers skip.
  const head = Buffer.alloc(8);
  head.writeUInt32BE(head.length + text.length);
  head.write('free', 4, 'latin1');
  return Buffer.concat([head, text]);
}

/** Writes a file of exactly these bytes; with no bytes, an empty file. */
export function fileOf(newName: string, bytes: Uint8Array | string = ''): string {
  const path = join(freshFolder(), newName);
  writeFileSync(path, bytes);
  return path;
}

/** A JPEG that decodes as `photo.jpg` does and is padded with zeros to `sizeBytes` (more than the photo has), for uploads that take a while. */
export function largePhoto(newName: string, sizeBytes: number): string {
  const path = copyAs('photo.jpg', newName);
  truncateSync(path, sizeBytes);
  return path;
}

/** The SHA-256 of a file, 64 hexadecimal digits. */
export function sha256Of(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
