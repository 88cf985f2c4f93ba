/** Time as the index sees it; injected, so that tests can hold it. */
export interface IndexClock {
  /** ms epoch. */
  readonly now: () => number;
  /** Runs `callback` once after `ms`; gives back what stops it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** The browser's own time. */
export const systemClock: IndexClock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
