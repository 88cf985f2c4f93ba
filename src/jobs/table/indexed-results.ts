import type { IndexedJob, KeptReading } from '../model/indexed-job.ts';
import { currentJobIndex } from '../index/sync/current-index.ts';

/** The completed jobs whose results the index knows, newest first; none before the jobs page has been shown. */
export function indexedResults(): readonly { readonly job: IndexedJob; readonly reading: KeptReading }[] {
  const index = currentJobIndex();
  if (index === null) return [];
  const { newest, columns } = index.queryEngine();
  return [...newest].flatMap((slot) => {
    const job = columns.at(slot);
    return job?.detail?.reading ? [{ job, reading: job.detail.reading }] : [];
  });
}
