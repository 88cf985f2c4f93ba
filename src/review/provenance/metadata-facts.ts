import { DOMParser } from '@xmldom/xmldom';
import ExifReader from 'exifreader';
import { asRecord, ownField, readNumber, type ResultRecord } from '../result/read-fields.ts';
import { saysAi, shownText, sourceTypeOf, type MetadataFacts, type MetadataLine, type Part } from './provenance.ts';

const MAX_LINES = 250;
/** What one compressed text may unpack to, bytes: no honest one is larger. */
const MAX_UNPACKED_BYTES = 1_000_000;
const GROUPS: Readonly<Record<string, string>> = { exif: 'EXIF', xmp: 'XMP', iptc: 'IPTC', pngText: 'PNG text', icc: 'Colour profile' };

/**
 * What EXIF, XMP and IPTC of a picture say; absent for files without any, or of another kind.
 * @throws when the file is damaged where it should say so
 */
export async function metadataFacts(bytes: Blob): Promise<Part<MetadataFacts>> {
  let tags: ResultRecord;
  try {
    tags = { ...(await ExifReader.load(await bytes.arrayBuffer(), { async: true, expanded: true, domParser: quietParser(), decompress: { maxDecompressedSize: MAX_UNPACKED_BYTES } })) };
  } catch (error) {
    if (error instanceof Error && /No Exif data|Invalid image format/i.test(error.message)) return { state: 'absent' };
    throw error;
  }
  const [exif, xmp, iptc, gps] = ['exif', 'xmp', 'iptc', 'gps'].map((name) => asRecord(ownField(tags, name)) ?? {});
  if (!exif || !xmp || !iptc || !gps) return { state: 'absent' };
  const lines = Object.entries(GROUPS).flatMap(([name, group]) => linesOf(group, asRecord(ownField(tags, name)) ?? {}));
  const latitude = readNumber(ownField(gps, 'Latitude'));
  const longitude = readNumber(ownField(gps, 'Longitude'));
  if (lines.length === 0 && latitude === null) return { state: 'absent' };
  const sourceType = sourceTypeOf(textOf(xmp, 'DigitalSourceType') ?? textOf(xmp, 'DigitalSourcefileType'));
  const camera = [textOf(exif, 'Make') ?? textOf(xmp, 'Make'), textOf(exif, 'Model') ?? textOf(xmp, 'Model')].filter((part) => part !== null).join(' ');
  return {
    state: 'found',
    facts: {
      camera: camera === '' ? null : camera,
      software: textOf(exif, 'Software') ?? textOf(xmp, 'CreatorTool') ?? textOf(iptc, 'Originating Program'),
      takenAt: textOf(exif, 'DateTimeOriginal') ?? textOf(xmp, 'DateCreated') ?? textOf(iptc, 'Date Created'),
      edits: editsOf(xmp),
      sourceType,
      declaresAi: saysAi(sourceType),
      gps: latitude === null || longitude === null ? null : { latitude, longitude },
      lines: lines.slice(0, MAX_LINES),
    },
  };
}

// A worker has no DOMParser of its own. Damaged XML is thrown, not printed.
function quietParser(): DOMParser {
  return new DOMParser({
    onError: (level, message) => {
      if (level !== 'warning') throw new Error(message);
    },
  });
}

/** A tag as text; null when it is missing or empty. */
function textOf(group: ResultRecord, name: string): string | null {
  const tag = asRecord(ownField(group, name));
  const text = tag && describe(ownField(tag, 'description') ?? ownField(tag, 'value'));
  return text === null || text === '' ? null : text;
}

function describe(value: unknown): string {
  // What the library says of a tag whose bytes are cut off.
  if (value === '<faulty value>') return 'damaged value';
  return typeof value === 'string' || typeof value === 'number' ? shownText(String(value)) : '';
}

function linesOf(group: string, tags: ResultRecord): readonly MetadataLine[] {
  return Object.keys(tags).flatMap((name) => {
    const text = /gps|location|^(sub|city|country|province)/i.test(name) ? null : textOf(tags, name);
    return text === null || name === '_raw' ? [] : [[group, shownText(name), text] as const];
  });
}

// XMP keeps a list of steps, each with fields of its own.
function editsOf(xmp: ResultRecord): readonly string[] {
  const history = asRecord(ownField(xmp, 'History'));
  const steps = history && ownField(history, 'value');
  if (!Array.isArray(steps)) return [];
  return steps.slice(0, 100).flatMap((step: unknown) => {
    const named = asRecord(step);
    const fields = (named && asRecord(ownField(named, 'value'))) ?? named ?? {};
    const words = ['action', 'softwareAgent', 'when'].map((name) => textOf(fields, name)).filter((text) => text !== null);
    return words.length === 0 ? [] : [words.join(', ')];
  });
}
