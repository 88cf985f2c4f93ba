import { asRecord, ownField, readNumber } from './read-fields.ts';

/** A rectangle in the coordinates of the result: left, top, right, bottom. */
export type Box = readonly [x1: number, y1: number, x2: number, y2: number];

/** A box and the frame it is for, from 0; in a document the frame stands for the page. */
export interface FrameBox {
  readonly frame: number;
  readonly box: Box;
}

/** By how much a box is enlarged to lie on the picture: Authenta's own renderer doubles (wire format, section 5.4). */
export type BoxScale = 1 | 2;

/** A frame's number from its key, `5` or `frame_5`; null for anything else. */
export function frameOfKey(key: string): number | null {
  const frame = readNumber(key.replace(/^frame_/i, ''));
  return frame === null || frame < 0 || !Number.isInteger(frame) ? null : frame;
}

/** Reads `{frameNumber: [x1, y1, x2, y2]}` by rising frame; entries that are no box of numbers are left out. */
export function readFrameBoxes(value: unknown): readonly FrameBox[] {
  return Object.entries(asRecord(value) ?? {})
    .flatMap(([key, entry]) => {
      const frame = frameOfKey(key);
      const box = readBox(entry);
      return frame === null || box === null ? [] : [{ frame, box }];
    })
    .toSorted((a, b) => a.frame - b.frame);
}

/** Reads four numbers, or `{x1, y1, x2, y2}`, as a box, whichever corner comes first; null for anything else, and for a box without an area. */
export function readBox(value: unknown): Box | null {
  const record = asRecord(value);
  const sides: unknown = record === null ? value : ['x1', 'y1', 'x2', 'y2'].map((name) => ownField(record, name));
  if (!Array.isArray(sides) || sides.length !== 4) return null;
  const numbers = sides.flatMap((entry) => readNumber(entry) ?? []);
  const [x1, y1, x2, y2] = numbers;
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined || x1 === x2 || y1 === y2) return null;
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}

/**
 * Which scale fits: doubled when most of the boxes, doubled, still lie inside the picture (wire format, section 5.6). A guess,
 * so the viewers let people choose. For face-first boxes only: frame-first ones are never doubled.
 * @param width pixels of the media
 * @param height pixels of the media
 */
export function guessScale(boxes: readonly Box[], width: number, height: number): BoxScale {
  // Trackers overshoot the edge by a little.
  const spare = 1.02;
  const fitting = boxes.filter(([, , x2, y2]) => x2 * 2 <= width * spare && y2 * 2 <= height * spare);
  return fitting.length * 2 > boxes.length ? 2 : 1;
}

/** A box at a scale, clipped to the picture; null when nothing of it lies in the picture. `width` and `height` in pixels of the media. */
export function placedBox([x1, y1, x2, y2]: Box, scale: BoxScale, width: number, height: number): Box | null {
  const placed: Box = [Math.max(0, x1 * scale), Math.max(0, y1 * scale), Math.min(width, x2 * scale), Math.min(height, y2 * scale)];
  return placed[0] < placed[2] && placed[1] < placed[3] ? placed : null;
}

/**
 * The box that is to be seen at a frame: its own, or the one before it while that stands for the frames up to the next,
 * since long videos give a box for every n-th frame only; null where the face is not marked.
 * @param boxes by rising frame
 */
export function boxAt(boxes: readonly FrameBox[], frame: number): Box | null {
  const found = boxes[lastUpTo(boxes, frame)];
  return found !== undefined && frame - found.frame < strideOf(boxes) ? found.box : null;
}

/** Frames from one box to the next, as they mostly lie; 1 when every frame has its own. */
export function strideOf(boxes: readonly FrameBox[]): number {
  const gaps = boxes.slice(1).map(({ frame }, index) => frame - (boxes[index]?.frame ?? frame)).toSorted((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? 1;
}

// The place of the last box whose frame is not past the one asked for; -1 when there is none.
function lastUpTo(boxes: readonly FrameBox[], frame: number): number {
  let low = 0;
  let high = boxes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((boxes[middle]?.frame ?? Infinity) <= frame) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The runs of frames that are marked without a gap, as `[first, last]`. */
export function markedRuns(boxes: readonly FrameBox[]): readonly (readonly [number, number])[] {
  const stride = strideOf(boxes);
  const runs: [number, number][] = [];
  for (const { frame } of boxes) {
    const run = runs.at(-1);
    if (run && frame <= run[1] + 1) run[1] = frame + stride - 1;
    else runs.push([frame, frame + stride - 1]);
  }
  return runs;
}

/** Frames a second as a result states them, itself or in its details; null without them. */
export function statedFrameRate(result: unknown): number | null {
  const record = asRecord(result);
  if (record === null) return null;
  const places = [record, asRecord(ownField(record, 'analysisDetails')) ?? {}];
  for (const place of places) {
    for (const name of ['framesPerSecond', 'frameRate', 'fps']) {
      const rate = readNumber(ownField(place, name));
      if (rate !== null && rate > 0 && rate <= 1_000) return rate;
    }
  }
  return null;
}
