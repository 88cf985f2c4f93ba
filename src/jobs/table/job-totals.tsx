import { readStatus } from '#src/jobs-api/job.ts';
import { formatCount } from '#src/ui/format.ts';
import type { JobTotals } from '../index/store/job-query-engine.ts';
import { statusLabel } from '../model/status-labels.ts';
import type { JobsView } from '../model/search-params.ts';

/** What {@link JobTotalsBar} shows and reports. */
export interface JobTotalsBarProps {
  readonly totals: JobTotals;
  readonly bands: readonly (readonly [string, string])[];
  readonly view: JobsView;
  readonly onChange: (change: Partial<JobsView>) => void;
}

/**
 * How many jobs there are by status and by verdict; each number is a filter, and takes itself off again. On a small screen
 * each kind is a line that scrolls: nothing below moves when a number comes in.
 */
export function JobTotalsBar({ totals, bands, view, onChange }: JobTotalsBarProps) {
  const statuses = [...totals.statuses].toSorted(([, a], [, b]) => b - a).map(([word, count]) => [word, statusLabel({ ...readStatus(word) }), count] as const);
  const verdicts = bands.flatMap(([band, label]) => (totals.bands.has(band) ? [[band, label, totals.bands.get(band) ?? 0] as const] : []));
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-2">
      <Totals label="Jobs by status" kinds={statuses} chosen={view.status} onChoose={(status) => onChange({ status })} />
      <Totals label="Jobs by verdict" kinds={verdicts} chosen={view.verdict} onChoose={(verdict) => onChange({ verdict })} />
    </div>
  );
}

interface TotalsProps {
  readonly label: string;
  /** What stands in the address, in words, and how many. */
  readonly kinds: readonly (readonly [string, string, number])[];
  readonly chosen: string;
  readonly onChoose: (kind: string) => void;
}

function Totals({ label, kinds, chosen, onChoose }: TotalsProps) {
  if (kinds.length === 0) return null;
  return (
    <div role="group" aria-label={label} className="-m-1 flex gap-1.5 p-1 max-sm:w-full max-sm:overflow-x-auto sm:flex-wrap">
      {kinds.map(([kind, words, count]) => (
        <button
          key={kind}
          type="button"
          aria-pressed={kind === chosen}
          onClick={() => onChoose(kind === chosen ? '' : kind)}
          className={`inline-flex min-h-7 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-xs ${kind === chosen ? 'border-accent bg-accent-wash text-accent' : 'border-line bg-surface text-ink-soft hover:bg-sunken hover:text-ink'}`}
        >
          {words}
          <span className="font-semibold tabular-nums">{formatCount(count)}</span>
        </button>
      ))}
    </div>
  );
}
