import type { JobsClient, ListJobsRequest } from './client.ts';
import { HttpError } from './errors.ts';
import type { JobPage } from './job.ts';
import { pagesByOffset } from './offset-pages.ts';
import { PageSequence, type PageOfSequence } from './page-sequence.ts';

/** What {@link listPages} reads. */
export interface ListPagesRequest extends Omit<ListJobsRequest, 'page'> {
  readonly api: Pick<JobsClient, 'listJobs'>;
  readonly signal?: AbortSignal | undefined;
}

/** A page of the list as it came, and what it adds to those before it. */
export interface ListedPage extends PageOfSequence {
  readonly answer: JobPage;
}

/**
 * Reads the list page by page, from the first one on, as long as the caller takes pages, and ends by itself where the list
 * does: its last page says whether every job has been seen. A list that repeats itself, because it ignores `page`, takes
 * two calls whatever it says of its total. `limit` is what is asked for; how much a page holds is up to the platform.
 * The order of the jobs is not promised by anyone (wire format, section 6.4).
 * @throws what {@link JobsClient.listJobs} throws; nothing is retried
 */
export async function* listPages({ api, limit, status, signal }: ListPagesRequest): AsyncGenerator<ListedPage, void, undefined> {
  const sequence = new PageSequence();
  const pages = pagesByOffset(api);
  for (let page = 1; ; page += 1) {
    try {
      const answer = await pages.listJobs({ page, limit, status }, signal);
      const taken = sequence.take(answer);
      yield { answer, ...taken };
      if (taken.end !== null) return;
    } catch (error) {
      if (page === 1 || !isBehindTheEnd(error)) throw error;
      yield { answer: { jobs: [], unreadable: [], page, limit, statedLimit: null, total: null }, fresh: [], end: sequence.endAtRefusal() };
      return;
    }
  }
}

/** Whether an error can mean that the list has no such page; the first page, which every list has, was there. */
export function isBehindTheEnd(error: unknown): boolean {
  return error instanceof HttpError && [400, 404, 416, 422].includes(error.status);
}
