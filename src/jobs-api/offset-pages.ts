import type { ListJobsRequest } from './client.ts';
import type { JobPage } from './job.ts';

/**
 * Reads pages of a list that goes by `offset` and may not know `page` (wire format, section 6.4). Where a page starts follows from how
 * much the first one holds, since platforms cap `limit`.
 */
export class OffsetPages {
  /** Entries a page, by what was asked for. */
  readonly #sizes = new Map<number, number>();

  /** Where a page starts, from 0; undefined as long as no answer has shown it. */
  offsetOf({ page, limit }: ListJobsRequest): number | undefined {
    const size = this.#sizes.get(limit);
    return size === undefined ? undefined : (page - 1) * size;
  }

  /** The page that was asked for: the answer, or, where that starts elsewhere, what `ask` then gives. */
  settle(request: ListJobsRequest, answer: JobPage, ask: (offset: number) => Promise<JobPage>): JobPage | Promise<JobPage> {
    const entries = answer.jobs.length + answer.unreadable.length;
    // A page that holds all there is says nothing of how much one can hold.
    if (answer.offset === 0 && entries > 0) this.#sizes.set(request.limit, entries === answer.total ? Math.max(entries, request.limit) : entries);
    const wanted = this.offsetOf(request);
    return wanted === undefined || wanted === answer.offset ? answer : ask(wanted);
  }
}
