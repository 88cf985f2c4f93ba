import type { Job } from '#src/jobs-api/job.ts';
import { useNow } from '#src/ui/use-now.ts';
import { StatusBadge } from '../model/status-badge.tsx';

const TICK_MS = 15_000;

/** Where a job stands that has no verdict: its status in words, and what that means for the person. */
export function JobProgress({ job }: { job: Job }) {
  const now = useNow(TICK_MS);
  return (
    <div className="space-y-2">
      <p role="status" aria-label="Job status" className="text-lg"><StatusBadge job={job} now={now} /></p>
      <p className="text-sm text-ink-soft wrap-anywhere">{meaningOf(job)}</p>
    </div>
  );
}

function meaningOf(job: Job): string {
  switch (job.status) {
    case 'waiting_for_finalize':
      return 'The upload was not finished: this job is never processed as it is. Upload the file again, or delete the job.';
    case 'queued':
    case 'processing':
      return 'There is no verdict yet. This page shows it as soon as there is one.';
    case 'failed':
      return job.errorMessage ?? 'The platform gave no reason. Upload the file again to retry.';
    case 'cancelled':
      return 'The job was cancelled before it was processed. There is no verdict.';
    case 'completed':
      return job.resultProblem === null
        ? 'The platform says that the job is done, but has not given its result yet. This page asks for it a few more times.'
        : `The job is done, but its result could not be fetched from where the platform keeps it. ${job.resultProblem}`;
    case 'deleted':
      return 'The platform has deleted this job. Nothing more can be read of it.';
    case 'unknown':
      return 'This version of Assay does not know this status; it is shown as the platform gave it.';
  }
}
