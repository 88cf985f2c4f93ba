import { CircleCheck, CircleDashed, CircleHelp, CircleSlash, CircleX, Hourglass, LoaderCircle, type LucideIcon } from 'lucide-react';
import type { JobStatus, JobSummary } from '#src/jobs-api/job.ts';
import { isPastTimeout, statusLabel } from './status-labels.ts';

const LOOKS: Readonly<Record<JobStatus, readonly [LucideIcon, string]>> = {
  waiting_for_finalize: [CircleDashed, 'text-warn'],
  queued: [Hourglass, 'text-ink-soft'],
  processing: [LoaderCircle, 'text-accent'],
  completed: [CircleCheck, 'text-good'],
  failed: [CircleX, 'text-bad'],
  cancelled: [CircleSlash, 'text-ink-soft'],
  deleted: [CircleSlash, 'text-ink-soft'],
  unknown: [CircleHelp, 'text-ink-soft'],
};

/** A job's status by icon and word; says "Overdue" past the type's timeout. `now` is ms epoch. */
export function StatusBadge({ job, now }: { job: JobSummary; now: number }) {
  const [Icon, tone] = LOOKS[job.status];
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 whitespace-nowrap">
      <Icon className={`size-4 shrink-0 ${tone}`} aria-hidden />
      <span className="truncate">{statusLabel(job)}</span>
      {isPastTimeout(job, now) ? <span className="rounded-full bg-warn-wash px-2 text-xs font-medium text-warn">Overdue</span> : null}
    </span>
  );
}
