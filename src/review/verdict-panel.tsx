import type { Job } from '#src/jobs-api/job.ts';
import { taskTypeOf } from '#src/jobs-api/task-types.ts';
import { bandOf } from './bands.ts';
import { BandBadge, SimulatedBadge } from './band-badge.tsx';
import { ConfidenceMeter } from './confidence-meter.tsx';
import { readResult } from './read-result.ts';
import { useThresholdsFor } from './thresholds/thresholds-store.ts';

/** What a completed job's result says: the finding in words, its band, its confidence, and what it does not cover. */
export function VerdictPanel({ job }: { job: Job }) {
  const reading = readResult(job.result, job.taskTypeId);
  const thresholds = useThresholdsFor(job.taskTypeId);
  const type = taskTypeOf(job.taskTypeId);
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        <BandBadge band={bandOf(reading, thresholds)} />
        {reading.simulated ? <SimulatedBadge /> : null}
      </div>
      <p className="text-lg wrap-anywhere">{reading.finding}.</p>
      {reading.contradictions.length === 0 ? null : (
        <ul className="list-disc pl-5 text-sm text-warn">{reading.contradictions.map((text) => <li key={text}>{text}</li>)}</ul>
      )}
      <ConfidenceMeter reading={reading} thresholds={thresholds} />
      {type === null ? null : <p className="text-sm text-ink-soft">{type.name} {type.limits}. A finding is a lead, not proof.</p>}
    </div>
  );
}
