import type { QueryClient } from '@tanstack/react-query';
import { jobsClient } from '#src/jobs-api/browser-client.ts';
import { isTerminal, type Job } from '#src/jobs-api/job.ts';
import { pagesByOffset } from '#src/jobs-api/offset-pages.ts';
import { pageLifecycle } from '#src/lib/page-lifecycle.ts';
import { openTabChannel } from '#src/lib/tab-channel.ts';
import { requestTabLock } from '#src/lib/tab-lock.ts';
import { yieldToMain } from '#src/lib/yield-to-main.ts';
import { onJobsChanged } from '../../model/jobs-changed.ts';
import { detailIdOf, jobDetail, JOBS_KEY, jobsListPage, PAGE_SIZE } from '../../model/queries.ts';
import { currentJobIndex, openedIndex, setOpenedIndex } from './current-index.ts';
import { openIndexStorage } from '../store/idb-index-storage.ts';
import { systemClock } from '#src/lib/clock.ts';
import type { IndexMessage } from './index-messages.ts';
import { createMemoryIndexStorage, type IndexStorage } from '../store/index-storage.ts';
import type { KeptDetail } from '../../model/indexed-job.ts';
import { createJobIndex, type JobIndex } from './job-index.ts';

/** What is kept of a job's detail; made by the page, which knows how results are read. */
export type KeepDetail = (job: Job) => Omit<KeptDetail, 'final'> | Promise<Omit<KeptDetail, 'final'>>;

/** The index of an account, opened once for as long as the page lives; that of another account is closed. */
export function openJobIndex(storeName: string | null, queryClient: QueryClient, keep: KeepDetail): JobIndex {
  const before = openedIndex();
  if (before?.storeName === storeName) return before.index;
  void before?.index.close();
  const pages = pagesByOffset(jobsClient);
  const name = `assay-jobs-${storeName ?? 'nobody'}`;
  const index = createJobIndex({
    lockName: name,
    reader: {
      // The index keeps what it needs, so that the cache need not.
      page: async (page) => {
        const answer = await queryClient.query({ ...jobsListPage(page, pages), ...READ_ONCE });
        // A slow computer is held up for long enough by reading so many entries; what is made of them comes after.
        await yieldToMain();
        return answer;
      },
      job: (jobId, updatedAt) => {
        const detail = jobDetail(jobId);
        const outdated = isOutdated(queryClient.getQueryData(detail.queryKey), updatedAt);
        return queryClient.query({ ...detail, ...READ_ONCE, ...(outdated ? { staleTime: 0 } : {}) });
      },
    },
    storage: storeName === null ? createMemoryIndexStorage() : openLater(openIndexStorage(storeName)),
    channel: openTabChannel<IndexMessage>(name),
    locks: { request: requestTabLock },
    clock: systemClock,
    platformTime: () => jobsClient.serverTime(),
    random: Math.random,
    pageSize: PAGE_SIZE,
    keep,
  });
  agreeWithCache(queryClient, index);
  setOpenedIndex({ storeName, index });
  return index;
}

function isOutdated(job: Job | undefined, updatedAt: number | null): boolean {
  return job !== undefined && isTerminal(job.status) && updatedAt !== null && job.updatedAt !== null && job.updatedAt < updatedAt;
}

/** Table and job page show the same: what either learns of a job that was run again, the other hears. */
function agreeWithCache(queryClient: QueryClient, index: JobIndex): void {
  const cache = queryClient.getQueryCache();
  /** For which time each detail was last read again, by job id: it may never come to be that new. */
  const readFor = new Map<string, number>();
  index.state.subscribe(() => {
    const { columns } = index.queryEngine();
    for (const { queryKey, state } of cache.findAll({ queryKey: JOBS_KEY })) {
      const id = detailIdOf(queryKey);
      if (id === null) continue;
      const updatedAt = columns.updated[columns.slotOf(id) ?? -1] ?? Number.NaN;
      if (Number.isNaN(updatedAt) || readFor.get(id) === updatedAt || !isOutdated(queryClient.getQueryData(jobDetail(id).queryKey), updatedAt) || state.fetchStatus === 'fetching') continue;
      readFor.set(id, updatedAt);
      void queryClient.invalidateQueries({ queryKey });
    }
  });
  cache.subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return;
    const id = detailIdOf(event.query.queryKey);
    const job = id === null ? undefined : queryClient.getQueryData(jobDetail(id).queryKey);
    if (job !== undefined && currentJobIndex() === index) index.noteRead(job);
  });
}

onJobsChanged(() => currentJobIndex()?.refresh());

pageLifecycle.subscribe((event) => {
  if (event === 'restored') currentJobIndex()?.resume();
  if (event === 'frozen' || event === 'closing') currentJobIndex()?.suspend();
});

const READ_ONCE = { retry: false, gcTime: 0, networkMode: 'always' } as const;

// Without a disk (a private window, a full one) the index lives in memory.
function openLater(opening: Promise<IndexStorage>): IndexStorage {
  const storage = opening.catch(createMemoryIndexStorage);
  return {
    load: async () => (await storage).load(),
    revision: async () => (await storage).revision(),
    save: async (meta, chunks) => (await storage).save(meta, chunks),
    close: () => void storage.then((opened) => opened.close()),
  };
}
