import { msLeft } from '#src/lib/ms-left.ts';
import { retryAfterMs } from '../../model/poll-interval.ts';
import type { Clock } from '#src/lib/clock.ts';
import { WakeSignal } from '#src/lib/wake-signal.ts';

const MOST_BACKOFF = 4;
const NO_REST = { from: -Infinity, until: -Infinity };
const UNTIL_ASKED = { from: -Infinity, until: Infinity };
// A single hiccup is nobody's concern while there is something to show.
const TOLD_AFTER = 3;

/** What a request gate needs. */
export interface RequestGateOptions {
  readonly clock: Clock;
  /** Told of the problem that stands in the way, and of null once it is over. */
  readonly onProblem: (error: Error | null) => void;
  /** Whether there is something to show already: then a problem is told only when it lasts. */
  readonly isCalm: () => boolean;
}

/**
 * Sends reads of the API, a few at a time. When the server cannot answer, all of them wait for as long as it asks for,
 * and longer each time; when it refuses, they wait until someone says to try again.
 */
export class RequestGate {
  readonly #options: RequestGateOptions;
  readonly #wakeSignal: WakeSignal;
  #rest = NO_REST;
  #failures = 0;

  constructor(options: RequestGateOptions) {
    this.#options = options;
    this.#wakeSignal = new WakeSignal(options.clock);
  }

  /** Ends a rest: a person asks, or the network is back. */
  tryAgain(): void {
    this.#rest = NO_REST;
    this.#wakeSignal.wake();
  }

  /**
   * Reads until there is an answer.
   * @throws what `read` does when it is an answer itself, by `isAnswer`; the signal's reason when it is stopped
   */
  async ask<T>(read: () => Promise<T>, signal: AbortSignal, isAnswer: (error: unknown) => boolean = () => false): Promise<T> {
    for (;;) {
      signal.throwIfAborted();
      await this.#wakeSignal.wait(msLeft(this.#rest, this.#options.clock.now()), signal);
      signal.throwIfAborted();
      if (msLeft(this.#rest, this.#options.clock.now()) > 0) continue;
      try {
        const answer = await read();
        signal.throwIfAborted();
        this.#succeeded();
        return answer;
      } catch (error) {
        signal.throwIfAborted();
        if (isAnswer(error)) {
          this.#succeeded();
          throw error;
        }
        this.#failed(error);
      }
    }
  }

  #succeeded(): void {
    if (this.#failures > 0) this.#options.onProblem(null);
    this.#failures = 0;
  }

  #failed(error: unknown): void {
    const after = retryAfterMs(error);
    this.#failures += 1;
    const from = this.#options.clock.now();
    this.#rest = after === null ? UNTIL_ASKED : { from, until: from + after * 2 ** Math.min(this.#failures - 1, MOST_BACKOFF) };
    if (after === null || this.#failures >= TOLD_AFTER || !this.#options.isCalm()) this.#options.onProblem(error instanceof Error ? error : new Error(String(error)));
  }
}
