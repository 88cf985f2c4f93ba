import type { Part } from './lib/part.ts';
import { uploadLarge } from './parts/upload-large.ts';
import { uploadMany } from './parts/upload-many.ts';

/** Every part, in the order of the table. */
export const parts: readonly Part[] = [uploadLarge, uploadMany];
