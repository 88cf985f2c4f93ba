import { createJobsClient } from '#src/jobs-api/client.ts';
import { pagesByOffset } from '#src/jobs-api/offset-pages.ts';
import { READER_VERSION } from '#src/lib/reader-version.ts';
import type { ListPlatform } from '#src/jobs-api/testing/list-platform.ts';
import { systemClock } from '#src/lib/clock.ts';
import { createMemoryIndexStorage, type IndexStorage } from '../index/store/index-storage.ts';
import { createJobIndex, type JobIndex } from '../index/sync/job-index.ts';

/** An index that reads a platform through the real client, and is looked at. Its platform's clock is this one. */
export function openTestIndex(platform: ListPlatform, storage: IndexStorage = createMemoryIndexStorage()): JobIndex {
  const api = createJobsClient({ baseUrl: '/api/v1', fetch: platform.fetch });
  const pages = pagesByOffset(api);
  const index = createJobIndex({
    lockName: 'jobs',
    reader: { page: (page) => pages.listJobs({ page, limit: 100 }), job: (id) => api.getJob(id) },
    storage,
    channel: { post: () => undefined, listen: () => undefined, close: () => undefined },
    locks: { request: (_name, _options, work) => work() },
    clock: systemClock,
    platformTime: () => Date.now(),
    random: () => 0.5,
    pageSize: 100,
    keep: (job) => ({
      fileName: job.inputs[0]?.fileName ?? null,
      sizeBytes: null,
      sha256: null,
      reading: job.result === undefined ? null : { outcome: 'finding', finding: JSON.stringify(job.result), direction: 'none', confidence: null, confidenceOf: null, simulated: false, readerVersion: READER_VERSION },
    }),
  });
  index.attend();
  return index;
}
