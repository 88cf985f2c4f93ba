import { mainFileOf, type Artifact, type Job, type JobInput } from '#src/jobs-api/job.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { formatBytes, formatCount, formatMoment } from '#src/ui/format.ts';
import { fileNameOf } from '../model/job-row.ts';
import { statusLabel } from '../model/status-labels.ts';

/** What this browser knows of the file beside what the platform says. */
export interface LocalFacts {
  /** 64 hexadecimal digits; null when it is not known. */
  readonly sha256: string | null;
  /** Named moments, ms epoch, in their order. */
  readonly steps: readonly (readonly [string, number])[];
}

/** What {@link JobFacts} lists. */
export interface JobFactsProps {
  readonly job: Job;
  /** null for a file uploaded elsewhere. */
  readonly local: LocalFacts | null;
  /** The SHA-256 that the result itself gives of the file, in lower case; null when it gives none. */
  readonly statedSha256: string | null;
}

/** The job's facts as a list of terms: id, task type, times, size, SHA-256. */
export function JobFacts({ job, local, statedSha256 }: JobFactsProps) {
  const file = mainFileOf<JobInput | Artifact>([...job.inputs, ...job.artifacts]);
  const facts: readonly (readonly [string, string | null])[] = [
    ['Job', job.id],
    ['File', fileNameOf(job)],
    ['Task type', taskTypes.ofJob(job)?.name ?? job.taskTypeId],
    ['Status', statusLabel(job)],
    ['Size', file?.sizeBytes == null ? null : `${formatBytes(file.sizeBytes)} (${formatCount(file.sizeBytes)} bytes)`],
    ['Content type', file?.contentType ?? null],
    ['SHA-256', local?.sha256 ?? statedSha256 ?? (local ? 'Not known yet' : 'Not known: uploaded from another browser')],
    ['SHA-256 differs', differs(local, statedSha256) ? `The result gives ${statedSha256}: it was made from other bytes than were sent from here.` : null],
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

function differs(local: LocalFacts | null, stated: string | null): boolean {
  return typeof local?.sha256 === 'string' && stated !== null && local.sha256 !== stated;
}

function moment(ms: number | null): string | null {
  return ms === null ? null : formatMoment(ms);
}
