/** Time as an engine sees it; injected, so that tests can hold it. */
export interface Clock {
  /** ms epoch. */
  readonly now: () => number;
  /** Runs `callback` once after `ms`; gives back what stops it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** Resolves after `ms` of a clock's time. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}

/** The browser's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
