import { formatBytes, formatDuration, formatPlural, formatSpeed } from '#src/ui/format.ts';
import { totalsOf } from './queue-state.ts';
import { useQueueState } from './upload-context.tsx';

/** How far the whole queue is: files, bytes, speed, time left. Nothing until a file has been sent. */
export function QueueSummary() {
  const totals = totalsOf(useQueueState((state) => state));
  const bytesPerSecond = useQueueState((state) => state.bytesPerSecond);
  if (totals.files === 0) return null;
  const parts = [
    `${totals.submitted} of ${formatPlural(totals.files, 'file')} submitted`,
    totals.inProgress > 0 ? `${formatBytes(totals.sentBytes)} of ${formatBytes(totals.bytes)}` : '',
    totals.inProgress > 0 && bytesPerSecond !== null ? formatSpeed(bytesPerSecond) : '',
    totals.leftMs === null ? '' : `${formatDuration(totals.leftMs)} left`,
    totals.failed > 0 ? `${totals.failed} failed` : '',
  ];
  return (
    <section aria-label="Overall progress" className="rounded-xl border border-line bg-surface px-4 py-3">
      <p className="text-sm tabular-nums">{parts.filter((part) => part !== '').join(' · ')}</p>
      {totals.inProgress > 0 ? <progress aria-label="All files" value={totals.sentBytes} max={Math.max(1, totals.bytes)} className="mt-2" /> : null}
    </section>
  );
}
