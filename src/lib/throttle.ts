import type { Clock } from './clock.ts';

/** Runs something often enough and not too often. */
export interface Throttle {
  /** Runs it at once when the last time is long enough ago, else as soon as it is. */
  readonly ask: () => void;
  /** Ends it for good. */
  readonly stop: () => void;
}

/**
 * Makes a pace: `run` comes at most once every `everyMs`. The first call of a quiet time is carried out at once, so that
 * a page in the background, whose timers are slowed down, still tells what happens.
 */
export function createThrottle(clock: Clock, everyMs: number, run: () => void): Throttle {
  let ranAt = -Infinity;
  let cancel: (() => void) | null = null;
  let isStopped = false;
  const runNow = () => {
    cancel?.();
    cancel = null;
    ranAt = clock.now();
    run();
  };
  return {
    ask() {
      if (isStopped) return;
      const since = clock.now() - ranAt;
      // A clock that was set back must not hold anything up.
      if (since >= everyMs || since < 0) runNow();
      else cancel ??= clock.after(everyMs - since, runNow);
    },
    stop() {
      isStopped = true;
      cancel?.();
    },
  };
}
