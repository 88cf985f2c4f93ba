/** Time as an engine sees it; injected, so that tests can hold it. */
export interface Clock {
  /** ms epoch. */
  readonly now: () => number;
  /** Runs `callback` once after `ms`; gives back what stops it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

/**
 * ms that are left of a wait that began at `from` and ends at `until`, both ms epoch: 0 once it is over. A clock that shows a
 * time before the wait began was set back: then it is over, too, since nobody knows how much of it is left.
 */
export function msLeft({ from = -Infinity, until }: { readonly from?: number | undefined; readonly until: number }, now: number): number {
  return now < from ? 0 : Math.max(0, until - now);
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
