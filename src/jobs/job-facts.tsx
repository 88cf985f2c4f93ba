import type { Job } from '#src/jobs-api/job.ts';
import { ORIGINAL_SLOT, taskTypeOf } from '#src/jobs-api/task-types.ts';
import { formatBytes, formatCount, formatMoment } from '#src/ui/format.ts';
import { fileNameOf } from './job-row.ts';
import { statusLabel } from './status-words.ts';

/** What this browser knows of the file beside what the platform says. */
export interface LocalFacts {
  /** 64 hexadecimal digits; null when it is not known. */
  readonly sha256: string | null;
  /** Named moments, ms epoch, in their order. */
  readonly steps: readonly (readonly [string, number])[];
}

/** The job's facts as a list of terms: id, task type, times, size, SHA-256. `local` is null for a file uploaded elsewhere. */
export function JobFacts({ job, local }: { job: Job; local: LocalFacts | null }) {
  const file = [...job.inputs, ...job.artifacts].find((entry) => entry.slotName === ORIGINAL_SLOT);
  const facts: readonly (readonly [string, string | null])[] = [
    ['Job', job.id],
    ['File', fileNameOf(job)],
    ['Task type', taskTypeOf(job.taskTypeId)?.name ?? job.taskTypeSlug ?? job.taskTypeId],
    ['Status', statusLabel(job)],
    ['Size', file?.sizeBytes == null ? null : `${formatBytes(file.sizeBytes)} (${formatCount(file.sizeBytes)} bytes)`],
    ['Content type', file?.contentType ?? null],
    ['SHA-256', local?.sha256 ?? (local ? 'Not known yet' : 'Not known: uploaded from another browser')],
    ['Created', moment(job.createdAt)],
    ['Updated', moment(job.updatedAt)],
    ['Completed', moment(job.completedAt)],
    ['Credits', job.cost === null ? null : formatCount(job.cost)],
    ...(local?.steps.map(([name, at]) => [name, formatMoment(at)] as const) ?? []),
  ];
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-sm">
      {facts.map(([term, value]) => (value === null ? null : (
        <div key={term} className="contents">
          <dt className="text-ink-soft">{term}</dt>
          <dd className="wrap-anywhere"><bdi>{value}</bdi></dd>
        </div>
      )))}
    </dl>
  );
}

function moment(ms: number | null): string | null {
  return ms === null ? null : formatMoment(ms);
}
