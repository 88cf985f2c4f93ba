import type { Pixels } from './decode-image.ts';
import { averageOver, brightnessOf, type Grid } from './grid.ts';
import { encodeIndexedPng } from './indexed-png.ts';

const CELL_PIXELS = 12;
const MAX_CELLS = 96;
const LEVELS = 256;

/**
 * A heatmap of a picture as a PNG of the same size: how much fine detail each area holds against the rest of the
 * picture, from clear over yellow to red. `heat` (0 to 1) is how strongly it shows.
 */
export function heatmapOf(pixels: Pixels, heat: number): Buffer {
  const { width, height } = pixels;
  const { columns, rows, values } = normalized(detail(pixels));
  const across = placesAlong(width, columns);
  const down = placesAlong(height, rows);
  const line = new Float64Array(columns);
  return encodeIndexedPng(width, height, palette(heat), (y, row) => {
    const above = (down.cells[y] ?? 0) * columns;
    const below = Math.min(above + columns, (rows - 1) * columns);
    for (let column = 0; column < columns; column += 1) line[column] = mix(values[above + column], values[below + column], down.shares[y]);
    for (let x = 0; x < width; x += 1) {
      const left = across.cells[x] ?? 0;
      row[x] = Math.round(mix(line[left], line[Math.min(left + 1, columns - 1)], across.shares[x]) * (LEVELS - 1));
    }
  });
}

/** How far pixels differ from what their neighbours lead to expect, averaged over cells. */
function detail(pixels: Pixels): Grid {
  const { width, height } = pixels;
  const light = brightnessOf(pixels);
  // Outside the picture everything is as at its edge.
  return averageOver(pixels, cellsAlong(width), cellsAlong(height), (at, x, y) => {
    const left = light[x > 0 ? at - 1 : at] ?? 0;
    const right = light[x < width - 1 ? at + 1 : at] ?? 0;
    const above = light[y > 0 ? at - width : at] ?? 0;
    const below = light[y < height - 1 ? at + width : at] ?? 0;
    return Math.abs((light[at] ?? 0) * 4 - left - right - above - below);
  });
}

function cellsAlong(length: number): number {
  return Math.max(1, Math.min(MAX_CELLS, Math.round(length / CELL_PIXELS)));
}

/** Stretches the values to 0 to 1, on a logarithmic scale, since edges outweigh textures by far. */
function normalized({ columns, rows, values }: Grid): Grid {
  const scaled = values.map((value) => Math.log1p(value));
  const least = scaled.reduce((a, b) => Math.min(a, b), Infinity);
  const most = scaled.reduce((a, b) => Math.max(a, b), 0);
  return { columns, rows, values: scaled.map((value) => (most > least ? (value - least) / (most - least) : 0)) };
}

function mix(from = 0, to = 0, share = 0): number {
  return from * (1 - share) + to * share;
}

/** For each pixel along a side: after the middle of which of `count` cells it lies, and what share of the way to the next, 0 to 1. */
function placesAlong(pixels: number, count: number): { readonly cells: Uint16Array; readonly shares: Float64Array } {
  const at = Float64Array.from({ length: pixels }, (_, pixel) => Math.min(count - 1, Math.max(0, ((pixel + 0.5) / pixels) * count - 0.5)));
  return { cells: Uint16Array.from(at), shares: at.map((place) => place % 1) };
}

function palette(heat: number): number[][] {
  return Array.from({ length: LEVELS }, (_, level) => {
    const value = level / (LEVELS - 1);
    return [255, Math.round(230 * (1 - value)), 0, Math.round(200 * value ** 1.5 * (0.2 + 0.8 * heat))];
  });
}
