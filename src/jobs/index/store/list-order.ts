import type { JobSummary } from '#src/jobs-api/job.ts';

/** In which order a platform gives its list; `none` when in no order by creation. */
export type ListOrder = 'newest' | 'oldest' | 'none';

// Jobs of one moment come in any order.
const STRAY_SHARE = 0.1;

/** Finds out in which order a list comes: nobody promises one (wire format, section 6.4). */
export class OrderSense {
  #falling = 0;
  #rising = 0;

  /** Takes in the jobs of one page. */
  note(jobs: readonly JobSummary[]): void {
    let before: number | null = null;
    for (const { createdAt } of jobs) {
      if (createdAt !== null && before !== null && createdAt < before) this.#falling += 1;
      if (createdAt !== null && before !== null && createdAt > before) this.#rising += 1;
      before = createdAt ?? before;
    }
  }

  /** The order, by all pages so far; newest first, as documented, until something else shows. */
  get order(): ListOrder {
    const strays = (this.#falling + this.#rising) * STRAY_SHARE;
    if (this.#rising <= strays) return 'newest';
    return this.#falling <= strays ? 'oldest' : 'none';
  }
}
