import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { formatBytes, formatCount, formatDuration, formatPlural, formatSpeed } from '#src/ui/format.ts';
import { incomingFiles } from '../engine/incoming-files.ts';
import { totalsOf } from '../model/queue-stats.ts';
import { useQueueState } from './upload-context.tsx';

// Of no use before the last file is through; a server that is gone by then takes nothing else from the page.
const SpentNote = lazy(() => import('./spent-note.tsx').catch(() => ({ default: () => null })));

/** How far the whole queue is: files, bytes, speed, time left, and at the end what it did cost. There from the first file on, so that it pushes nothing down later. */
export function QueueSummary() {
  const listed = useQueueState((state) => state.order.length);
  const totals = totalsOf(useQueueState((state) => state));
  const bytesPerSecond = useQueueState((state) => state.bytesPerSecond);
  const left = useStore(incomingFiles).length;
  if (listed === 0 && left === 0) return null;
  const isMoving = totals.inProgress > 0;
  const parts = [
    left > 0 ? `Adding ${formatPlural(left, 'more file')}` : '',
    totals.files === 0 ? `${formatPlural(listed, 'file')} in the list` : `${formatCount(totals.submitted)} of ${formatPlural(totals.files, 'file')} submitted`,
    isMoving ? `${formatBytes(totals.sentBytes)} of ${formatBytes(totals.bytes)}` : '',
    isMoving && bytesPerSecond !== null ? formatSpeed(bytesPerSecond) : '',
    totals.leftMs === null ? '' : `${formatDuration(totals.leftMs)} left`,
    totals.failed > 0 ? `${formatCount(totals.failed)} failed` : '',
  ];
  return (
    <section aria-label="Overall progress" className="rounded-xl border border-line bg-surface px-4 py-3">
      <p className="text-sm tabular-nums">{parts.filter((part) => part !== '').join(' · ')}{totals.submitted > 0 && !isMoving ? <Suspense fallback={null}><SpentNote /></Suspense> : null}</p>
      <progress aria-label="All files" value={totals.sentBytes} max={Math.max(1, totals.bytes)} className="mt-2" />
    </section>
  );
}
