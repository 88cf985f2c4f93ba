import type { Pixels } from './decode-image.ts';

/** Numbers over a picture, row by row. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float64Array;
}

/** Averages a measure of each pixel, of which it gets the place in a row-by-row array and its coordinates, over the cells of a grid; a cell without a pixel of its own gets 0. */
export function averageOver(pixels: Pixels, columns: number, rows: number, measure: (at: number, x: number, y: number) => number): Grid {
  const values = new Float64Array(columns * rows);
  const counts = new Uint32Array(columns * rows);
  const columnOf = Uint32Array.from({ length: pixels.width }, (_, x) => (x * columns) / pixels.width);
  for (let y = 0; y < pixels.height; y += 1) {
    const row = Math.floor((y * rows) / pixels.height) * columns;
    for (let x = 0; x < pixels.width; x += 1) {
      const cell = row + (columnOf[x] ?? 0);
      values[cell] = (values[cell] ?? 0) + measure(y * pixels.width + x, x, y);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return { columns, rows, values: values.map((sum, cell) => sum / Math.max(1, counts[cell] ?? 1)) };
}

/** The brightness of each pixel, 0 to 255, row by row. */
export function brightnessOf({ width, height, data }: Pixels): Float32Array {
  const light = new Float32Array(width * height);
  for (let pixel = 0; pixel < light.length; pixel += 1) light[pixel] = 0.299 * (data[pixel * 4] ?? 0) + 0.587 * (data[pixel * 4 + 1] ?? 0) + 0.114 * (data[pixel * 4 + 2] ?? 0);
  return light;
}
