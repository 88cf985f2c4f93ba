import type { Clock } from '#src/lib/clock.ts';
import { yieldToMain } from '#src/lib/yield-to-main.ts';

/** A clock that moves only when it is told to. */
export interface FakeClock extends Clock {
  /** Moves to the next timer and runs it; false when there is none that is due by `latest` (as `elapsed` counts). */
  readonly toNextTimer: (latest?: number) => boolean;
  /** Moves the time of day without any timer coming due, as when a person sets the clock. */
  readonly jump: (ms: number) => void;
  /** ms since it was made, whatever the time of day. */
  readonly elapsed: () => number;
}

/** Makes a fake clock. */
export function createFakeClock(start = 1_800_000_000_000): FakeClock {
  let elapsed = 0;
  let offset = start;
  let nextId = 0;
  const timers = new Map<number, { at: number; callback: () => void }>();
  return {
    now: () => elapsed + offset,
    after(ms, callback) {
      nextId += 1;
      const id = nextId;
      timers.set(id, { at: elapsed + Math.max(0, ms), callback });
      return () => timers.delete(id);
    },
    elapsed: () => elapsed,
    toNextTimer(latest = Infinity) {
      const [next] = [...timers].toSorted(([, a], [, b]) => a.at - b.at);
      if (next === undefined || next[1].at > latest) return false;
      const [id, timer] = next;
      timers.delete(id);
      elapsed = Math.max(elapsed, timer.at);
      timer.callback();
      return true;
    },
    jump(ms) {
      offset += ms;
    },
  };
}

/** Lets promises settle, for as many turns of the event loop. */
export async function settle(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await yieldToMain();
}
