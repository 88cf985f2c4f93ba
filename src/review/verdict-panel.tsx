import type { Job } from '#src/jobs-api/job.ts';
import { taskTypeOf } from '#src/jobs-api/task-types.ts';
import { formatPercent } from '#src/ui/format.ts';
import { BAND_WORDS, bandOf, type Band } from './bands.ts';
import { readResult } from './read-result.ts';

const TONES: Readonly<Record<Band, string>> = {
  authentic: 'border-good bg-good-wash text-good',
  uncertain: 'border-warn bg-warn-wash text-warn',
  manipulated: 'border-bad bg-bad-wash text-bad',
  none: 'border-line-strong bg-sunken text-ink',
};

/** What a completed job's result says: the finding in words, its band, its confidence, and what it does not cover. */
export function VerdictPanel({ job }: { job: Job }) {
  const reading = readResult(job.result, job.taskTypeId);
  const band = bandOf(reading);
  const type = taskTypeOf(job.taskTypeId);
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className={`rounded-full border px-3 py-0.5 text-sm font-semibold ${TONES[band]}`}>{BAND_WORDS[band]}</span>
        {reading.simulated ? <span className="rounded-full bg-warn-wash px-3 py-0.5 text-sm text-warn">Simulated: says nothing about this file</span> : null}
      </div>
      <p className="text-lg">{reading.finding}.</p>
      {reading.contradictions.length === 0 ? null : (
        <ul className="list-disc pl-5 text-sm text-warn">{reading.contradictions.map((text) => <li key={text}>{text}</li>)}</ul>
      )}
      <Confidence share={reading.confidence} />
      {type === null ? null : <p className="text-sm text-ink-soft">{type.name} {type.limits}. A finding is a lead, not proof.</p>}
    </div>
  );
}

function Confidence({ share }: { share: number | null }) {
  if (share === null) return <p className="text-sm text-ink-soft">No confidence is given.</p>;
  return (
    <div className="max-w-md">
      <p className="mb-1.5 text-sm">Confidence in this finding: <strong className="tabular-nums">{formatPercent(share)}</strong></p>
      <meter aria-label="Confidence" min={0} max={1} value={share}>{formatPercent(share)}</meter>
    </div>
  );
}
