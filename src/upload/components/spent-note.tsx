import { useSyncExternalStore } from 'react';
import { creditsInWords, spentOn } from '#src/jobs-api/job-costs.ts';
import { readCosts, storedCosts } from '#src/jobs-api/known-costs.ts';
import { onCostsKnown } from '#src/jobs-api/note-costs.ts';
import { formatCount, formatPlural } from '#src/ui/format.ts';
import { isFinalizeUnclear, type UploadItem } from '../model/item.ts';
import { queueStatsOf } from '../model/queue-stats.ts';
import { useQueueState, useUploadAccount } from './upload-context.tsx';

/** What the submitted files of the list did cost, as far as details of their jobs have told; nothing while none has. */
export default function SpentNote() {
  const storeName = useUploadAccount()?.storeName ?? null;
  const { submitted, failed } = useQueueState(queueStatsOf);
  const items = useQueueState((state) => state.items);
  const stored = useSyncExternalStore(onCostsKnown, () => (storeName === null ? null : storedCosts(storeName)));
  const itemsOf = (ids: readonly string[]) => ids.flatMap((id) => items[id] ?? []);
  const words = spentInWords(itemsOf(submitted), itemsOf(failed), stored);
  return words === null ? null : <> · {words}</>;
}

function spentInWords(submitted: readonly UploadItem[], failed: readonly UploadItem[], stored: string | null): string | null {
  const sent = submitted.flatMap((item) => (item.state.status === 'submitted' && !item.state.reused ? [{ item, jobId: item.state.jobId }] : []));
  const { credits, known } = spentOn(readCosts(stored), sent.map(({ jobId }) => jobId));
  if (known === 0) return null;
  const inWords = creditsInWords({ least: credits, most: credits });
  // A job that is gone, or a finalize whose outcome nobody knows, may have been charged as well.
  const isMorePossible = failed.some(isFinalizeUnclear) || sent.some(({ item: { finalizesSent = 0 } }) => finalizesSent > 1);
  const jobs = known === sent.length ? formatPlural(known, 'job') : `${formatCount(known)} of ${formatPlural(sent.length, 'job')}`;
  if (isMorePossible) return `${inWords} for ${jobs}; more may have been charged`;
  return known === sent.length ? `cost ${inWords}` : `${inWords} for ${jobs}`;
}
