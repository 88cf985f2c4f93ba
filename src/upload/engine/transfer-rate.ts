const WINDOW_MS = 5_000;

/** Measures how fast bytes move, over the last five seconds. */
export interface TransferRate {
  /** Notes that `bytes` more have moved by `now` (ms epoch). */
  add(bytes: number, now: number): void;
  /** Bytes a second; null while nothing has moved in the last five seconds. */
  bytesPerSecond(now: number): number | null;
}

/** Makes a transfer rate of nothing sent yet. */
export function createTransferRate(): TransferRate {
  let moves: { at: number; bytes: number }[] = [];
  const forget = (now: number) => {
    moves = moves.filter((move) => move.at > now - WINDOW_MS && move.at <= now);
  };
  return {
    add(bytes, now) {
      forget(now);
      moves.push({ at: now, bytes });
    },
    bytesPerSecond(now) {
      forget(now);
      const first = moves[0];
      if (first === undefined) return null;
      const bytes = moves.reduce((sum, move) => sum + move.bytes, 0);
      return bytes / (Math.max(now - first.at, 500) / 1_000);
    },
  };
}
