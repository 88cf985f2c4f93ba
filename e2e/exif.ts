/** What is written into a JPEG's metadata. */
export interface WrittenMetadata {
  /** EXIF tags of the main directory, as text. */
  readonly exif?: Partial<Record<'ImageDescription' | 'Make' | 'Model' | 'Software' | 'Artist', string>>;
  /** Degrees, minutes and seconds, north and east. */
  readonly gps?: { readonly latitude: readonly [number, number, number]; readonly longitude: readonly [number, number, number] };
  /** The inside of an `rdf:Description`. */
  readonly xmp?: string;
}

const TAGS = [['ImageDescription', 0x010e], ['Make', 0x010f], ['Model', 0x0110], ['Software', 0x0131], ['Artist', 0x013b]] as const;
const GPS_POINTER = 0x8825;
const ASCII = 2;
const LONG = 4;
const RATIONAL = 5;
const HEADER = 8;

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly data: Buffer;
}

/** Puts metadata into a JPEG, right behind its first marker, where cameras put it. */
export function withMetadata(jpeg: Buffer, { exif = {}, gps, xmp }: WrittenMetadata): Buffer {
  const text = TAGS.flatMap(([name, tag]) => (exif[name] === undefined ? [] : [ascii(tag, exif[name])]));
  const parts = [segment(Buffer.from('Exif\0\0', 'latin1'), tiff(text, gps))];
  if (xmp !== undefined) {
    const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${xmp}</rdf:RDF></x:xmpmeta>`;
    parts.push(segment(Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1'), Buffer.from(packet)));
  }
  return Buffer.concat([jpeg.subarray(0, 2), ...parts, jpeg.subarray(2)]);
}

function segment(name: Buffer, body: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(2 + name.length + body.length, 2);
  return Buffer.concat([head, name, body]);
}

const pointer = (at: number): Entry => ({ tag: GPS_POINTER, type: LONG, count: 1, data: uint32(at) });

function tiff(entries: readonly Entry[], gps: WrittenMetadata['gps']): Buffer {
  const header = Buffer.from([0x49, 0x49, 0x2a, 0, HEADER, 0, 0, 0]);
  if (!gps) return Buffer.concat([header, directory(entries, HEADER)]);
  const size = directory([...entries, pointer(0)], HEADER).length;
  const places = [ascii(1, 'N'), rationals(2, gps.latitude), ascii(3, 'E'), rationals(4, gps.longitude)];
  return Buffer.concat([header, directory([...entries, pointer(HEADER + size)], HEADER), directory(places, HEADER + size)]);
}

/** A directory that begins at `at`: what does not fit into an entry's four bytes follows behind the last. */
function directory(entries: readonly Entry[], at: number): Buffer {
  const sorted = entries.toSorted((a, b) => a.tag - b.tag);
  const head = Buffer.alloc(2 + sorted.length * 12 + 4);
  head.writeUInt16LE(sorted.length);
  const tail: Buffer[] = [];
  let end = at + head.length;
  sorted.forEach(({ tag, type, count, data }, n) => {
    const place = 2 + n * 12;
    head.writeUInt16LE(tag, place);
    head.writeUInt16LE(type, place + 2);
    head.writeUInt32LE(count, place + 4);
    if (data.length <= 4) data.copy(head, place + 8);
    else {
      head.writeUInt32LE(end, place + 8);
      tail.push(data);
      end += data.length;
    }
  });
  return Buffer.concat([head, ...tail]);
}

function ascii(tag: number, text: string): Entry {
  const data = Buffer.from(`${text}\0`);
  return { tag, type: ASCII, count: data.length, data };
}

function rationals(tag: number, values: readonly number[]): Entry {
  return { tag, type: RATIONAL, count: values.length, data: Buffer.concat(values.flatMap((value) => [uint32(value), uint32(1)])) };
}

function uint32(value: number): Buffer {
  const data = Buffer.alloc(4);
  data.writeUInt32LE(value);
  return data;
}
