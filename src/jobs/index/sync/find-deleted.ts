import type { JobPage } from '#src/jobs-api/job.ts';

/** What is known of the list, in the platform's order. */
export interface KnownList {
  /** Ids, newest first. */
  readonly ids: readonly string[];
  /** Entries a page. */
  readonly pageSize: number;
}

/** Reads one page of the list, from 1. */
export type ReadPage = (page: number) => Promise<JobPage>;

interface Probe {
  readonly page: number;
  readonly total: number | null;
  /** Where the page's first and last entry stand in the known list. */
  readonly from: number;
  readonly to: number;
}

/**
 * Finds which known jobs are no longer in the list, without reading all of it: a job that is gone has moved everything
 * behind it up, so that halving finds it in about ten requests among 100,000. What stands between two neighbours of one
 * answer, or of two answers that agree on the total, is proven to be gone.
 * @param gone takes the ids that are proven to be gone
 * @returns false when the list is in another order than the known one, or holds what is not known: it has to be read anew
 */
export async function findDeleted(known: KnownList, readPage: ReadPage, gone: Set<string>): Promise<boolean> {
  const { ids, pageSize } = known;
  const places = new Map(ids.map((id, place) => [id, place]));
  const dropBetween = (after: number, before: number) => {
    for (const id of ids.slice(after + 1, before)) gone.add(id);
  };

  async function probe(page: number): Promise<Probe | null> {
    const { jobs, total } = await readPage(page);
    let last: number | null = null;
    let first = -1;
    const dropped: (readonly [number, number])[] = [];
    for (const job of jobs) {
      const place = places.get(job.id);
      if (place === undefined || (last !== null && place <= last)) return null;
      if (last === null) first = place;
      else dropped.push([last, place]);
      last = place;
    }
    for (const [after, before] of dropped) dropBetween(after, before);
    return last === null ? null : { page, total, from: first, to: last };
  }

  // Where an entry would stand if nothing before it were gone, against where it does stand.
  const shiftBefore = ({ page, from }: Probe) => from - (page - 1) * pageSize;
  const shiftAfter = ({ page, to }: Probe) => to - (page * pageSize - 1);

  async function between(left: Probe, right: Probe): Promise<boolean> {
    if (shiftAfter(left) === shiftBefore(right)) return true;
    if (left.page + 1 >= right.page) {
      if (left.total === right.total) dropBetween(left.to, right.from);
      return true;
    }
    const middle = await probe(Math.floor((left.page + right.page) / 2));
    return middle !== null && (await between(left, middle)) && between(middle, right);
  }

  const first = await probe(1);
  if (first === null) return false;
  dropBetween(-1, first.from);
  if (first.total === null) return false;
  const lastPage = Math.ceil(first.total / pageSize);
  const last = lastPage <= 1 ? first : await probe(lastPage);
  if (last === null) return false;
  if (last.total === first.total) dropBetween(last.to, ids.length);
  return last === first || between(first, last);
}
