import { crc32, deflateSync } from 'node:zlib';

const FILTER_UP = 2;

/**
 * Encodes a PNG of up to 256 colours, at a byte a pixel. `palette` holds red, green, blue and alpha of each colour;
 * `fill` writes the colours' indexes of row `y`.
 */
export function encodeIndexedPng(width: number, height: number, palette: readonly (readonly number[])[], fill: (y: number, row: Uint8Array) => void): Buffer {
  const stride = width + 1;
  const raw = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) fill(y, raw.subarray(y * stride + 1, (y + 1) * stride));
  // Each row is led by its filter type. All but the first hold what differs from the row above: next to nothing in a soft picture.
  for (let y = height - 1; y > 0; y -= 1) {
    raw[y * stride] = FILTER_UP;
    for (let at = y * stride + 1; at < (y + 1) * stride; at += 1) raw[at] = (raw[at] ?? 0) - (raw[at - stride] ?? 0);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(([red = 0, green = 0, blue = 0]) => [red, green, blue]))),
    chunk('tRNS', Buffer.from(palette.map(([, , , alpha = 255]) => alpha))),
    chunk('IDAT', deflateSync(raw, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
