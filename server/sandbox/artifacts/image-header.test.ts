import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';

import { media } from '../../contract/media.ts';
import { readImageHeader } from './image-header.ts';

test('reads the size of real pictures', () => {
  expect(readImageHeader(media('photo.jpg').bytes)).toEqual({ format: 'jpeg', width: 640, height: 480 });
  expect(readImageHeader(media('portrait.png').bytes)).toEqual({ format: 'png', width: 480, height: 600 });
  expect(readImageHeader(media('page.pdf').bytes)).toBeNull();
});

test('comes to an end on any bytes', () => {
  const jpegLike = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from([0xff, 0xd8, ...bytes]));
  const markers = fc.array(fc.constantFrom(0xff, 0xd8, 0x00, 0x01, 0xc0, 0xe1, 0x02)).map((bytes) => Buffer.from([0xff, 0xd8, ...bytes]));
  fc.assert(
    fc.property(fc.oneof(jpegLike, markers), (bytes) => {
      const header = readImageHeader(bytes);
      expect(header === null || header.format === 'jpeg').toBe(true);
    }),
  );
});

test('breaks off with the bytes', () => {
  const { bytes } = media('photo.jpg');
  for (let length = 0; length < 100; length += 1) expect(readImageHeader(bytes.subarray(0, length))).toBeNull();
});
