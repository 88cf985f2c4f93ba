import { readBox, readFrameBoxes, type Box } from './boxes.ts';
import { asRecord, ownField, readNumber } from './read-fields.ts';

/** A part of a document that a result points at. */
export interface Region {
  /** From 1. */
  readonly page: number;
  /** Parts of the page's width and height when none of them is above 1, else points from its top left corner. */
  readonly box: Box;
  /** In the result's own words; empty when it has none. */
  readonly label: string;
}

const LISTS = ['regions', 'tamperedRegions', 'suspiciousRegions', 'forgedRegions'];

/**
 * The parts of a document that a result points at. No shape was published for documents (wire format, section 5.4): read
 * are lists of regions with a page and a box, and `boundingBoxes`, whose frames, from 0, are then the pages. Never throws.
 */
export function readRegions(result: unknown): readonly Region[] {
  const record = asRecord(result) ?? {};
  const listed = LISTS.flatMap((name) => {
    const list = ownField(record, name);
    return Array.isArray(list) ? list.flatMap(regionOf) : [];
  });
  const boxes = Object.entries(asRecord(ownField(record, 'boundingBoxes')) ?? {}).flatMap(([id, entry]) => {
    const named = asRecord(entry);
    const label = named && ownField(named, 'class');
    return readFrameBoxes(named && ownField(named, 'boundingBox')).map(({ frame, box }) => ({ page: frame + 1, box, label: typeof label === 'string' ? label : `Part ${id}` }));
  });
  return [...listed, ...boxes];
}

function regionOf(value: unknown): readonly Region[] {
  const entry = asRecord(value);
  if (entry === null) return [];
  const box = readBox(ownField(entry, 'box') ?? ownField(entry, 'bbox') ?? ownField(entry, 'boundingBox')) ?? readSides(entry);
  const page = readNumber(ownField(entry, 'page') ?? ownField(entry, 'pageNumber') ?? 1);
  const label = ownField(entry, 'label') ?? ownField(entry, 'type') ?? ownField(entry, 'reason');
  return box === null || page === null || page < 1 || !Number.isInteger(page) ? [] : [{ page, box, label: typeof label === 'string' ? label : '' }];
}

function readSides(entry: Readonly<Record<string, unknown>>): Box | null {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => readNumber(ownField(entry, name)));
  return x == null || y == null || width == null || height == null ? null : readBox([x, y, x + width, y + height]);
}

/** A region as parts of its page. `page` is the page's size in points. */
export function placeOf({ box }: Region, page: { readonly width: number; readonly height: number }): Box {
  if (box.every((side) => side <= 1)) return box;
  return [box[0] / page.width, box[1] / page.height, box[2] / page.width, box[3] / page.height];
}
