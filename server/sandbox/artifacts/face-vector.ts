import type { Pixels } from './decode-image.ts';
import { averageOver, brightnessOf } from './grid.ts';

const COLUMNS = 16;
const ROWS = 32;

/** How long a face vector is. */
export const VECTOR_LENGTH = COLUMNS * ROWS;

/**
 * Describes a picture by 512 numbers whose squares add up to 1: where it is lighter and darker than on average.
 * A picture of one brightness throughout, which has no such places, gives the same number 512 times.
 */
export function faceVectorOf(pixels: Pixels): number[] {
  const light = brightnessOf(pixels);
  const { values } = averageOver(pixels, COLUMNS, ROWS, (at) => light[at] ?? 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const centred = Array.from(values, (value) => value - mean);
  const length = Math.hypot(...centred);
  if (length < 1e-6) return centred.map(() => 1 / Math.sqrt(VECTOR_LENGTH));
  return centred.map((value) => value / length);
}

/** How alike two face vectors are: 0 for nothing in common, 1 for the same. */
export function similarityOf(left: readonly number[], right: readonly number[]): number {
  const product = left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
  return Math.min(1, Math.max(0, product));
}
