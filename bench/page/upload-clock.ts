// Takes the time of uploads in the page itself, so that nothing outside slows it down. Times are ms since the page began.
declare global {
  // oxlint-disable-next-line no-var -- a property of the page's global object
  var uploadClock: {
    /** When files were first chosen in a file field. */
    chosenAt: number | null;
    /** How many requests of each kind have ended, and when the last one did. */
    readonly put: { count: number; lastAt: number };
    readonly finalize: { count: number; lastAt: number };
  };
}

globalThis.uploadClock = { chosenAt: null, put: { count: 0, lastAt: 0 }, finalize: { count: 0, lastAt: 0 } };

document.addEventListener(
  'change',
  ({ target, timeStamp }) => {
    if (target instanceof HTMLInputElement && target.type === 'file') globalThis.uploadClock.chosenAt ??= timeStamp;
  },
  { capture: true },
);

new PerformanceObserver((list) => {
  for (const { name, startTime, duration } of list.getEntries()) {
    const kind = name.endsWith('/finalize') ? 'finalize' : /[?&]signature=/.test(name) ? 'put' : null;
    if (kind === null) continue;
    const ended = globalThis.uploadClock[kind];
    ended.count += 1;
    ended.lastAt = Math.max(ended.lastAt, startTime + duration);
  }
}).observe({ type: 'resource', buffered: true });
