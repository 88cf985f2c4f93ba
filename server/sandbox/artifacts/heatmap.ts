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
  const grid = normalized(detail(pixels));
  return encodeIndexedPng(pixels.width, pixels.height, palette(heat), (y, row) => {
    const at = sampler(grid, (y + 0.5) / pixels.height);
    for (let x = 0; x < pixels.width; x += 1) row[x] = Math.round(at((x + 0.5) / pixels.width) * (LEVELS - 1));
  });
}

/** How far pixels differ from what their neighbours lead to expect, averaged over cells. */
function detail(pixels: Pixels): Grid {
  const light = brightnessOf(pixels);
  return averageOver(pixels, cellsAlong(pixels.width), cellsAlong(pixels.height), (x, y) =>
    Math.abs(light(x, y) * 4 - light(x - 1, y) - light(x + 1, y) - light(x, y - 1) - light(x, y + 1)),
  );
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

/** Reads a grid between the middles of its cells; arguments from 0 to 1. */
function sampler({ columns, rows, values }: Grid, v: number): (u: number) => number {
  const [top, bottom, down] = between(v, rows);
  return (u) => {
    const [left, right, along] = between(u, columns);
    const mix = (row: number): number => (values[row * columns + left] ?? 0) * (1 - along) + (values[row * columns + right] ?? 0) * along;
    return mix(top) * (1 - down) + mix(bottom) * down;
  };
}

function between(position: number, count: number): [number, number, number] {
  const at = Math.min(count - 1, Math.max(0, position * count - 0.5));
  const low = Math.floor(at);
  return [low, Math.min(count - 1, low + 1), at - low];
}

function palette(heat: number): number[][] {
  return Array.from({ length: LEVELS }, (_, level) => {
    const value = level / (LEVELS - 1);
    return [255, Math.round(230 * (1 - value)), 0, Math.round(200 * value ** 1.5 * (0.2 + 0.8 * heat))];
  });
}
