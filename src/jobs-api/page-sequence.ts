import type { JobPage, JobSummary } from './job.ts';

/**
 * How a reading of the list ended. `certain`: every job was seen. `uncertain`: the list gave nothing further, although it
 * counts more jobs, or does not say how many there are.
 */
export type ListEnd = 'certain' | 'uncertain';

/** What one page adds to those before it. */
export interface PageOfSequence {
  /** The jobs of the page that no page before it held. */
  readonly fresh: readonly JobSummary[];
  /** null while there may be more on the next page. */
  readonly end: ListEnd | null;
}

// A list that grows while it is read repeats itself; one that grows faster than it can be read is left alone.
const MOST_REPEATS = 3;

/**
 * Follows the pages of a list, one after the other, and tells when there is nothing more to come. Goes by what the pages
 * hold, never by what was asked for: platforms cap or ignore `limit`, ignore `page`, leave out `total`, or keep to no order
 * (wire format, section 6.4). Each page is given to it once, in order.
 */
export class PageSequence {
  readonly #seen = new Set<string>();
  readonly #before: number;
  #pageSize: number | null = null;
  #even = true;
  #pages: number;
  #total: number | null = null;
  #repeats = 0;

  /** @param before where the reading starts, when not at page 1: the pages before it, and the entries on them */
  constructor(before: { readonly pages: number; readonly entries: number } = { pages: 0, entries: 0 }) {
    this.#pages = before.pages;
    this.#before = before.entries;
  }

  /** Entries that were seen, each counted once, those before the start included. */
  get read(): number {
    return this.#before + this.#seen.size;
  }

  /** Takes in the next page. */
  take(answer: JobPage): PageOfSequence {
    const { jobs, unreadable, total } = answer;
    const seenBefore = this.#seen.size;
    const fresh = jobs.filter(({ id }) => {
      if (this.#seen.has(id)) return false;
      this.#seen.add(id);
      return true;
    });
    // What carries no id is told apart by all that it says.
    for (const entry of unreadable) this.#seen.add(`no id: ${JSON.stringify(entry)}`);
    const entries = jobs.length + unreadable.length;
    const grown = total !== null && this.#total !== null && total > this.#total;
    this.#pages += 1;
    this.#total = total;
    // A page larger than the others before it: their size says nothing of where this one stands.
    if (this.#pageSize !== null && entries > this.#pageSize) this.#even = false;
    const end = this.#endAfter(entries, this.#seen.size > seenBefore, grown, total);
    if (this.#pageSize !== null && entries !== this.#pageSize) this.#even = false;
    this.#pageSize ??= entries;
    return { fresh, end };
  }

  /** What it means that a page after the first is refused (400, 404): some platforms answer so behind the end of the list. */
  endAtRefusal(): ListEnd {
    return this.#total !== null && this.read >= this.#total ? 'certain' : 'uncertain';
  }

  #endAfter(entries: number, isNew: boolean, grown: boolean, total: number | null): ListEnd | null {
    if (total !== null && this.read >= total) return 'certain';
    if (entries === 0) return total === null ? 'certain' : 'uncertain';
    if (!isNew) {
      this.#repeats += 1;
      return grown && this.#repeats <= MOST_REPEATS ? null : 'uncertain';
    }
    this.#repeats = 0;
    // Pages of one size that add up to the total, but some entries came twice, and others, which were moved by them, not at all.
    if (total !== null && this.#even && (this.#pages - 1) * (this.#pageSize ?? entries) + entries >= total) return 'uncertain';
    return null;
  }
}
