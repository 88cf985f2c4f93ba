import { readFileSync, statSync } from 'node:fs';

import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';

import { readImageHeader } from './image-header.ts';

/** A decoded picture. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha, row by row from the top. */
  readonly data: Uint8Array;
}

/** A picture, or its size where that could be read, and why it was not decoded. */
export type DecodedImage = Pixels | { readonly data: null; readonly size: { width: number; height: number } | null; readonly why: string };

// A small file can hold a picture that fills any memory; these bound what a decoder may take.
const MAX_FILE_BYTES = 256 * 1024 ** 2;
const MAX_PIXELS = 32_000_000;
const MAX_JPEG_MEMORY_MB = 1536;

/** Decodes a JPEG or PNG of up to 32 megapixels; never throws for what the file holds. */
export function decodeImage(path: string): DecodedImage {
  if (statSync(path).size > MAX_FILE_BYTES) return { data: null, size: null, why: 'the file is longer than 256 MiB' };
  const bytes = readFileSync(path);
  const header = readImageHeader(bytes);
  if (!header || header.width < 1 || header.height < 1) return { data: null, size: null, why: 'the file is no readable JPEG or PNG' };
  const size = { width: header.width, height: header.height };
  if (size.width * size.height > MAX_PIXELS) return { data: null, size, why: `it has more than ${MAX_PIXELS / 1e6} megapixels` };
  try {
    if (header.format === 'png') return PNG.sync.read(bytes);
    return jpeg.decode(bytes, { useTArray: true, maxResolutionInMP: MAX_PIXELS / 1e6, maxMemoryUsageInMB: MAX_JPEG_MEMORY_MB });
  } catch (error) {
    return { data: null, size, why: error instanceof Error ? error.message : String(error) };
  }
}
