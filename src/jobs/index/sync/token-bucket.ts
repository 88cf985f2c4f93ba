import { requestsPerSecond } from './poll-plan.ts';

// Up to here following costs next to nothing, and details are read as fast as they come.
const CALM = 50;
const DETAIL_SHARE = 0.4;
const REMEMBERED_MS = 60_000;
// A screen of rows and a few more.
const BURST = 40;

/**
 * How many details may be read beside following. While many jobs go on, and for a minute afterwards, one detail a job
 * would cost more than all of following: reads are then paid from a bucket that fills slowly. Times are in ms.
 */
export class TokenBucket {
  #most = 0;
  #mostAt = 0;
  #saved = BURST;
  #savedAt = 0;

  /** Notes how many jobs go on now. */
  note(now: number, activeJobs: number): void {
    this.#save(now);
    if (activeJobs < this.#most && now - this.#mostAt < REMEMBERED_MS) return;
    this.#most = activeJobs;
    this.#mostAt = now;
  }

  /** Whether many jobs go on, or have within the last minute. */
  get isTight(): boolean {
    return this.#most > CALM;
  }

  /** How long until a detail may be read; 0 for at once. `reserve` is the share of the bucket that is left to others, 0 to 1. */
  waitMs(now: number, reserve: number): number {
    this.#save(now);
    const missing = 1 + reserve * BURST - this.#saved;
    return this.isTight && missing > 0 ? Math.ceil((missing / this.#perSecond) * 1_000) : 0;
  }

  /** Notes that a detail is read. */
  spend(): void {
    this.#saved = Math.max(0, this.#saved - 1);
  }

  get #perSecond(): number {
    return requestsPerSecond(this.#most) * DETAIL_SHARE;
  }

  #save(now: number): void {
    this.#saved = this.isTight ? Math.min(BURST, this.#saved + ((now - this.#savedAt) / 1_000) * this.#perSecond) : BURST;
    this.#savedAt = now;
  }
}
