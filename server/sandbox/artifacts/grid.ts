import type { Pixels } from './decode-image.ts';

/** Numbers over a picture, row by row. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float64Array;
}

/** Averages a measure of each pixel over the cells of a grid; a cell without a pixel of its own gets 0. */
export function averageOver(pixels: Pixels, columns: number, rows: number, measure: (x: number, y: number) => number): Grid {
  const values = new Float64Array(columns * rows);
  const counts = new Uint32Array(columns * rows);
  for (let y = 0; y < pixels.height; y += 1) {
    const row = Math.floor((y * rows) / pixels.height) * columns;
    for (let x = 0; x < pixels.width; x += 1) {
      const cell = row + Math.floor((x * columns) / pixels.width);
      values[cell] = (values[cell] ?? 0) + measure(x, y);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return { columns, rows, values: values.map((sum, cell) => sum / Math.max(1, counts[cell] ?? 1)) };
}

/** The brightness of a pixel, 0 to 255; those outside count as the nearest inside. */
export function brightnessOf({ width, height, data }: Pixels): (x: number, y: number) => number {
  return (x, y) => {
    const at = (Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))) * 4;
    return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
  };
}
