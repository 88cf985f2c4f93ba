const read = (name: string, fallback: number): number => {
  const value = Number(process.env[name] ?? fallback);
  if (!(value > 0)) throw new Error(`${name} is ${JSON.stringify(process.env[name])}: it must be a number above 0`);
  return value;
};

/** How often each contestant is measured. */
export const RUNS = Math.round(read('BENCH_RUNS', 5));

/** The share of each size that is measured; below 1 only to see whether a part works. */
const SCALE = read('BENCH_SCALE', 1);

/** Whether the figures count: at full size, and often enough to tell a median from an accident. */
export const isFull = SCALE === 1 && RUNS >= 5;

/** A size, scaled down for development, but never below `least`. */
export function scaled(size: number, least: number): number {
  return Math.max(least, Math.round(size * SCALE));
}

/** Bytes. */
export const MIB = 1024 * 1024;
