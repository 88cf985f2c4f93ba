import type { Clock } from './clock.ts';

/** Something that loops wait for: until it beats, or a time has passed, or they are stopped. */
export class WakeSignal {
  readonly #waiting = new Set<() => void>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Wakes everyone who waits. */
  wake(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Waits for a beat, `ms` at most (Infinity: for as long as it takes), or the end of `signal`. Never rejects. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || ms <= 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = Number.isFinite(ms) ? this.#clock.after(ms, resolve) : null;
    this.#waiting.add(resolve);
    const stop = () => resolve();
    signal.addEventListener('abort', stop, { once: true });
    await promise;
    signal.removeEventListener('abort', stop);
    this.#waiting.delete(resolve);
    cancel?.();
  }
}
