import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import type { Random } from './random.ts';

/** Bytes, and how long to wait before they go out. */
export interface Piece {
  readonly waitMs: number;
  readonly bytes: Buffer;
}

/** The bytes whole, or in at most `most` pieces with short waits between them. */
export function inPieces(bytes: Buffer, random: Random, most: number): readonly Piece[] {
  if (bytes.length < 2 || random.chance(0.6)) return [{ waitMs: 0, bytes }];
  const cuts = [0, ...random.times(1, most, () => random.int(1, bytes.length - 1)).toSorted((a, b) => a - b), bytes.length];
  return cuts.slice(1).map((until, index) => ({ waitMs: random.chance(0.5) ? 0 : random.int(0, 30), bytes: bytes.subarray(cuts[index] ?? 0, until) }));
}

/** Writes the pieces in their time; stops when the other side is gone. */
export async function writePieces(socket: Socket, pieces: readonly Piece[]): Promise<void> {
  for (const { waitMs, bytes } of pieces) {
    if (waitMs > 0) await delay(waitMs);
    if (socket.destroyed || socket.writableEnded) return;
    if (!socket.write(bytes)) await drained(socket);
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const over = (): void => {
      socket.off('drain', over).off('close', over);
      resolve();
    };
    socket.on('drain', over).on('close', over);
  });
}
