import type { Job } from '#src/jobs-api/job.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { bandOf } from '../thresholds/bands.ts';
import { BandBadge, FailedBadge, SimulatedBadge } from './band-badge.tsx';
import { ConfidenceMeter } from './confidence-meter.tsx';
import { FindingLines } from './finding-lines.tsx';
import { readVerdict } from '../result/read-verdict.ts';
import { useThresholdsFor } from '../thresholds/thresholds-store.ts';

/** What a job says: each finding in words, its band, its confidence, and what it does not cover; or why it says nothing. */
export function VerdictPanel({ job }: { job: Job }) {
  const verdict = readVerdict(job);
  const thresholds = useThresholdsFor(taskTypes.keyOf(job));
  const type = taskTypes.ofJob(job);
  if (verdict.outcome === 'not-completed' || verdict.outcome === 'not-fetched') return <p className="text-sm wrap-anywhere">{verdict.finding}.</p>;
  if (verdict.outcome === 'worker-failed') {
    return (
      <div className="space-y-3">
        <div className="flex flex-wrap items-center gap-2"><FailedBadge />{verdict.simulated ? <SimulatedBadge /> : null}</div>
        <FindingLines verdict={verdict} />
        <p className="text-sm text-ink-soft">Nothing is known of this file. Upload it again to retry.</p>
      </div>
    );
  }
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        <BandBadge band={bandOf(verdict, thresholds)} />
        {verdict.simulated ? <SimulatedBadge /> : null}
      </div>
      <FindingLines verdict={verdict} />
      <ConfidenceMeter verdict={verdict} thresholds={thresholds} />
      {type === null ? null : <p className="text-sm text-ink-soft">{type.limits === null ? [type.name, type.question].filter((part) => part !== null).join(': ').replace(/\.$/, '') : `${type.name} ${type.limits}`}. A finding is a lead, not proof.</p>}
    </div>
  );
}
