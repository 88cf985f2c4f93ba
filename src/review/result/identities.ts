import { readBox, readFrameBoxes, frameOfKey, type Box, type FrameBox } from './boxes.ts';
import { asRecord, ownField, readFlag, readShare, readYesNo, type ResultRecord } from './read-fields.ts';
import { safeUrl } from './safe-url.ts';

/** A face that the result tells apart. */
export interface Identity {
  /** As the result gives it, or its place, from 0. */
  readonly id: string;
  /** Whether it is said to be swapped, or not to be live; null when the result does not say, or contradicts itself. */
  readonly manipulated: boolean | null;
  /** Whether it is said to be swapped; null when that is not said, or said both ways. */
  readonly swapped: boolean | null;
  /** Whether it is said to be live; null when that is not said, or said both ways. */
  readonly live: boolean | null;
  /** Whether two places of the result say the opposite of each other about it. */
  readonly contradicts: boolean;
  /** 0 to 1, in what is said of this face; null when none is given, or when it belongs to two answers. */
  readonly confidence: number | null;
  /** Where the face is, by rising frame; empty when the result does not say. */
  readonly boxes: readonly FrameBox[];
  /** Whether its boxes stand frame first in the result: those are in the picture's own pixels (wire format, section 5.6). */
  readonly frameFirst: boolean;
  /** Of boxes with a label each: how many say "fake", of how many; null for other boxes. */
  readonly labels: { readonly manipulated: number; readonly of: number } | null;
  /** A picture or video of what the detector looked at in this face. */
  readonly heatmapUrl: string | null;
}

// What is gathered of one face before it is put together.
interface Gathered {
  readonly swapped: boolean[];
  readonly live: boolean[];
  confidence: number | null;
  boxes: readonly FrameBox[];
  /** Boxes that stand frame first, by frame. */
  readonly framed: Map<number, Box>;
  labels: { manipulated: number; of: number } | null;
  heatmapUrl: string | null;
}

/**
 * The faces of a result by their id, whichever fields speak of them: `identityPredictions`, `boundingBoxes` (face first or
 * frame first, also as `predictions`), `identityDetails`, and `participants` of older answers, whose ids count from 0
 * (wire format, sections 5.4 and 6.5). Never throws.
 */
export function readIdentities(record: ResultRecord): readonly Identity[] {
  const faces = new Map<string, Gathered>();
  const faceOf = (id: string): Gathered => {
    const known = faces.get(id) ?? { swapped: [], live: [], confidence: null, boxes: [], framed: new Map<number, Box>(), labels: null, heatmapUrl: null };
    faces.set(id, known);
    return known;
  };
  for (const [id, entry] of entriesOf(ownField(record, 'identityPredictions'))) gather(faceOf(id), entry);
  for (const [id, entry] of entriesOf(ownField(record, 'identityDetails'))) gather(faceOf(id), entry);
  for (const [id, entry] of entriesOf(ownField(record, 'participants'))) gather(faceOf(id), entry);
  for (const name of ['boundingBoxes', 'predictions']) {
    const field = asRecord(ownField(record, name)) ?? {};
    for (const [key, entry] of Object.entries(field)) {
      const face = asRecord(entry);
      if (Array.isArray(entry)) gatherFrame(faceOf, frameOfKey(key), entry);
      else if (face !== null && name === 'boundingBoxes') gather(faceOf(key), face);
    }
  }
  return [...faces].map(([id, face]) => identityOf(id, face));
}

/** Whether the result speaks of faces and has none: `identityPredictions: []`, `boundingBoxes: {}`, or no face counted. */
export function saysNoFace(record: ResultRecord): boolean {
  if (readIdentities(record).length > 0) return false;
  const predictions = ownField(record, 'identityPredictions');
  const boxes = asRecord(ownField(record, 'boundingBoxes'));
  const details = ownField(record, 'identityDetails');
  return isEmptyList(predictions) || isEmptyList(details) || (boxes !== null && Object.keys(boxes).length === 0);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

// A list, whose entries bear an id or stand for their place from 0; or an object by id.
function entriesOf(value: unknown): readonly (readonly [string, ResultRecord])[] {
  const listed = Array.isArray(value) ? value.map((entry, place) => [String(place), entry] as const) : Object.entries(asRecord(value) ?? {});
  return listed.flatMap(([place, entry]) => {
    const face = asRecord(entry);
    return face === null ? [] : [[idOf(face) ?? place, face] as const];
  });
}

function idOf(face: ResultRecord): string | null {
  const id = ownField(face, 'identityId') ?? ownField(face, 'id');
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}

function gather(face: Gathered, entry: ResultRecord): void {
  gatherFlags(face, entry);
  const named = asRecord(ownField(entry, 'class'));
  if (named === null) push(face.swapped, readFlag(ownField(entry, 'class')));
  else gatherFlags(face, named);
  face.confidence ??= readShare(ownField(entry, 'confidence'));
  face.heatmapUrl ??= safeUrl(ownField(entry, 'heatmap')) ?? safeUrl(ownField(entry, 'heatmapURL'));
  const boxes = ownField(entry, 'boundingBox') ?? ownField(entry, 'boundingBoxes');
  const single = readBox(boxes);
  if (face.boxes.length === 0) face.boxes = single === null ? readFrameBoxes(boxes) : [{ frame: 0, box: single }];
}

function gatherFlags(face: Gathered, entry: ResultRecord): void {
  push(face.swapped, readFlag(ownField(entry, 'isDeepFake')));
  push(face.swapped, readFlag(ownField(entry, 'fake')));
  push(face.swapped, readFlag(ownField(entry, 'isFake')));
  const spoof = readFlag(ownField(entry, 'isSpoof'));
  push(face.live, spoof === null ? null : !spoof);
  push(face.live, readYesNo(ownField(entry, 'isLiveness')));
}

// A frame's boxes: `[{x1, y1, x2, y2, label}]`. Without an id, a face is its place among the frame's boxes.
function gatherFrame(faceOf: (id: string) => Gathered, frame: number | null, entries: readonly unknown[]): void {
  if (frame === null) return;
  entries.forEach((value, place) => {
    const entry = asRecord(value);
    const box = readBox(value) ?? (entry && (readBox(ownField(entry, 'box') ?? ownField(entry, 'boundingBox')) ?? readBox(entry)));
    if (box === null) return;
    const face = faceOf((entry && idOf(entry)) ?? String(place));
    face.framed.set(frame, box);
    const manipulated = entry === null ? null : readFlag(ownField(entry, 'label') ?? ownField(entry, 'class'));
    if (manipulated === null) return;
    const labels = face.labels ?? { manipulated: 0, of: 0 };
    face.labels = { manipulated: labels.manipulated + (manipulated ? 1 : 0), of: labels.of + 1 };
  });
}

function push(answers: boolean[], answer: boolean | null): void {
  if (answer !== null) answers.push(answer);
}

function identityOf(id: string, face: Gathered): Identity {
  // One frame said to be fake makes a fake face; the words say in how many it is.
  const labelled = face.labels === null ? [] : [face.labels.manipulated > 0];
  const swapped = agreed([...face.swapped, ...labelled]);
  const live = agreed(face.live);
  const contradicts = swapped === 'both' || live === 'both';
  const frameFirst = face.boxes.length === 0 && face.framed.size > 0;
  const said = [...(swapped === 'both' ? [] : [swapped]), ...(live === 'both' || live === null ? [] : [!live])].filter((answer) => answer !== null);
  return {
    id,
    manipulated: contradicts || said.length === 0 ? null : said.includes(true),
    swapped: swapped === 'both' ? null : swapped,
    live: live === 'both' ? null : live,
    contradicts,
    confidence: said.length > 1 ? null : face.confidence,
    boxes: frameFirst ? [...face.framed].map(([frame, box]) => ({ frame, box })).toSorted((a, b) => a.frame - b.frame) : face.boxes,
    frameFirst,
    labels: face.labels,
    heatmapUrl: face.heatmapUrl,
  };
}

function agreed(answers: readonly boolean[]): boolean | null | 'both' {
  const [first = null] = answers;
  return answers.some((answer) => answer !== first) ? 'both' : first;
}
