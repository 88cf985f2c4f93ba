import type { JobsClient, ListJobsRequest } from './client.ts';

type ListReads = Pick<JobsClient, 'listJobs'>;

/**
 * Reads pages also of a list that goes by `offset` and does not know `page` (wire format, section 6.4); nothing changes for any other.
 * Where a page starts follows from how much the first one holds, since platforms cap `limit`. What was learned lives as long as what is returned.
 */
export function pagesByOffset(api: ListReads): ListReads {
  /** Entries a page, by what was asked for. */
  const sizes = new Map<number, number>();
  const offsetOf = ({ page, limit }: ListJobsRequest): number | undefined => {
    const size = sizes.get(limit);
    return size === undefined ? undefined : (page - 1) * size;
  };
  return {
    async listJobs(request, signal) {
      const answer = await api.listJobs({ ...request, offset: offsetOf(request) }, signal);
      const entries = answer.jobs.length + answer.unreadable.length;
      // A page that holds all there is says nothing of how much one can hold.
      if (answer.offset === 0 && entries > 0) sizes.set(request.limit, entries === answer.total ? Math.max(entries, request.limit) : entries);
      const offset = offsetOf(request);
      const isElsewhere = answer.offset !== undefined && offset !== undefined && offset !== answer.offset;
      return isElsewhere ? api.listJobs({ ...request, offset }, signal) : answer;
    },
  };
}
