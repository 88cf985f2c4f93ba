import { useSyncExternalStore } from 'react';
import type { IndexedJob, KeptReading } from './local-index/indexed-job.ts';
import { currentJobIndex } from './local-index/open-index.ts';

// Beyond the newest ones nobody reviews, and each render goes over all of them.
const MOST = 2_000;

/** The newest completed jobs whose results the index knows; none before the jobs page has been shown. */
export function useKnownResults(): readonly { readonly job: IndexedJob; readonly reading: KeptReading }[] {
  const index = currentJobIndex();
  useSyncExternalStore((listener) => index?.state.subscribe(listener) ?? (() => undefined), () => index?.state.getState().version);
  if (index === null) return [];
  const { newest, columns } = index.book();
  return [...newest.subarray(0, MOST)].flatMap((slot) => {
    const job = columns.at(slot);
    return job?.detail?.reading ? [{ job, reading: job.detail.reading }] : [];
  });
}
