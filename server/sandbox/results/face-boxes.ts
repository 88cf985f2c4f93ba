import type { VideoFacts } from '../artifact-files.ts';
import { numbersFrom } from '../verdict.ts';

/** One face through a video: `[x1, y1, x2, y2]` by frame number, from 0. */
export type FaceBoxes = Readonly<Record<string, readonly [number, number, number, number]>>;

/** More frames than these are given at even distances. */
const MAX_FRAMES = 600;

/** How boxes are told (wire format, sections 5.6 and 6.5). */
export interface BoxStyle {
  /** Frames from one box to the next. */
  readonly stride: number;
  readonly frameKey: (frame: number) => string;
  /** Pixels of the video to one of the coordinates: 2 face first, since the deployed renderers double these, 1 frame first. */
  readonly scale: 1 | 2;
}

/** Boxes of a simulated face: it sways about a place that `seed` picks, inside the picture on every frame. */
export function faceBoxes({ width, height, frames }: VideoFacts, seed: string, lane: number, lanes: number, { stride, frameKey, scale }: BoxStyle): FaceBoxes {
  const [place = 0, size = 0, phase = 0] = numbersFrom(`${seed}/box`, 3);
  const laneWidth = width / lanes;
  const boxHeight = Math.min(height * (0.4 + 0.15 * size), laneWidth * 0.9);
  const boxWidth = boxHeight * 0.75;
  const room = { x: laneWidth - boxWidth, y: height - boxHeight };
  const sway = Math.min(0.25, 0.5 - Math.abs(0.3 + 0.4 * place - 0.5));
  const step = stride * Math.max(1, Math.ceil(frames / stride / MAX_FRAMES));
  const count = Math.ceil(frames / step);
  const told = (pixels: number): number => Math.round(pixels) / scale;
  return Object.fromEntries(
    Array.from({ length: count }, (_, n) => {
      const frame = n * step;
      const x = lane * laneWidth + room.x * (0.3 + 0.4 * place + sway * Math.sin(frame / 9 + phase * 6));
      const y = room.y * (0.4 + 0.1 * Math.sin(frame / 14 + place * 6));
      return [frameKey(frame), [told(x), told(y), told(x + boxWidth), told(y + boxHeight)]];
    }),
  );
}

