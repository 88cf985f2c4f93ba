import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CONTENT_TYPES = {
  'photo.jpg': 'image/jpeg', 'portrait.png': 'image/png', 'face-a.jpg': 'image/jpeg', 'face-b.jpg': 'image/jpeg',
  'tone.mp3': 'audio/mpeg', 'tone.wav': 'audio/wav', 'tone.m4a': 'audio/mp4',
  'clip.mp4': 'video/mp4', 'clip.mov': 'video/quicktime', 'clip.webm': 'video/webm', 'page.pdf': 'application/pdf',
} as const;

/** A file that a test uploads. */
export interface TestFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Buffer<ArrayBuffer>;
  /** Pages of a PDF, where they are declared (wire format, section 6.2). */
  readonly pageCount?: number;
}

/** One of the real media files of the browser tests, under its own name or another. */
export function media(name: keyof typeof CONTENT_TYPES, fileName: string = name): TestFile {
  const path = fileURLToPath(new URL(`../../e2e/media/${name}`, import.meta.url));
  return { fileName, contentType: CONTENT_TYPES[name], bytes: readFileSync(path) };
}
