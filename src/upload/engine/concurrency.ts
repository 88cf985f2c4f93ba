const LEAST = 2;
const MOST = 6;
const START = 4;
// Smaller differences in speed than this are noise.
const NOISE = 0.05;

/** How many files are worked on at once: as many as the connection bears, between 2 and 6. */
export interface Concurrency {
  readonly limit: () => number;
  /** Notes the speed (bytes a second) that the present limit gave; the next limit follows from it. */
  readonly measured: (bytesPerSecond: number) => void;
  /** Notes a failed attempt: the connection bears less than was asked of it. */
  readonly failed: () => void;
}

/** Starts at 4 and climbs: one more or one fewer, turning round when that made it slower. */
export function createConcurrency(): Concurrency {
  let limit = START;
  let step = 1;
  let before: number | null = null;
  return {
    limit: () => limit,
    measured(bytesPerSecond) {
      if (before !== null && bytesPerSecond < before * (1 + NOISE)) step = bytesPerSecond < before * (1 - NOISE) ? -step : Math.sign(START - limit);
      before = bytesPerSecond;
      limit = clamp(limit + step);
    },
    failed() {
      limit = clamp(limit - 1);
      step = 1;
      before = null;
    },
  };
}

function clamp(limit: number): number {
  return Math.min(MOST, Math.max(LEAST, limit));
}
