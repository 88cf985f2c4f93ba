import { useStore } from 'zustand';
import { Button } from '#src/ui/button.tsx';
import { formatCount, formatPlural } from '#src/ui/format.ts';
import { bulkRuns, dismissBulk, stopBulk, type BulkRun } from './bulk-runner.ts';

/** What is being done with many jobs, and the reports of what has been. */
export function BatchReports() {
  const shown = useStore(bulkRuns);
  return shown.map((batch) => <BatchReport key={batch.id} batch={batch} />);
}

function BatchReport({ batch }: { batch: BulkRun }) {
  const { id, words, total, done, refused, state } = batch;
  const refusals = [...refused.values()].reduce((sum, ids) => sum + ids.length, 0);
  const handled = done + refusals;
  const title = state === 'running' ? `${words.doing} ${formatPlural(total, 'job')}` : `${formatPlural(done, 'job')} ${words.done}${state === 'stopped' ? `, stopped with ${formatCount(total - handled)} left` : ''}`;
  return (
    <section aria-label={title} className="rounded-xl border border-line bg-surface p-4 text-sm">
      <div className="flex flex-wrap items-center gap-3">
        <p role="status" className="font-medium">{title}</p>
        {state === 'running' ? (
          <>
            <progress aria-label="Progress" max={total} value={handled} className="max-w-60 flex-1" />
            <span className="text-ink-soft tabular-nums">{formatCount(handled)} of {formatCount(total)}</span>
            <Button onClick={() => stopBulk(id)}>Stop</Button>
          </>
        ) : <Button variant="quiet" className="ml-auto" onClick={() => dismissBulk(id)}>Close report</Button>}
      </div>
      {refusals === 0 ? null : (
        <ul className="mt-2 space-y-1 text-ink-soft">
          {[...refused].map(([reason, ids]) => (
            <li key={reason} className="wrap-anywhere">
              <span className="font-medium text-bad">{formatPlural(ids.length, 'job')} could not be {words.done}:</span> {reason} ({ids.slice(0, 10).join(', ')}{ids.length > 10 ? ', …' : ''})
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
