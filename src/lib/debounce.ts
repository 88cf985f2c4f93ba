import type { Clock } from './clock.ts';

/**
 * Makes a function that tells of something; `run` comes once nothing was told for `quietMs`. Thousands of calls cost one
 * timer, not one each.
 */
export function createDebounce(clock: Clock, quietMs: number, run: () => void): () => void {
  let toldAt = 0;
  let isWaiting = false;
  const look = () => {
    const leftMs = toldAt + quietMs - clock.now();
    // A clock that was set back must not hold anything up.
    if (leftMs > 0 && leftMs <= quietMs) return void clock.after(leftMs, look);
    isWaiting = false;
    run();
  };
  return () => {
    toldAt = clock.now();
    if (isWaiting) return;
    isWaiting = true;
    clock.after(quietMs, look);
  };
}
