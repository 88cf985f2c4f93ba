import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { sessionQuery } from '#src/connection/session.ts';
import type { Job } from '#src/jobs-api/job.ts';
import { JobButtons } from '#src/jobs/job-buttons.tsx';
import { JobFacts } from '#src/jobs/job-facts.tsx';
import { fileNameOf } from '#src/jobs/job-row.ts';
import { StatusBadge } from '#src/jobs/status-badge.tsx';
import { useJob } from '#src/jobs/use-job.ts';
import { EvidencePanel } from '#src/review/evidence-panel.tsx';
import { RawResult } from '#src/review/raw-result.tsx';
import { VerdictPanel } from '#src/review/verdict-panel.tsx';
import { Button, buttonClass } from '#src/ui/button.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { useNow } from '#src/ui/use-now.ts';
import { useLocalFacts } from '../local-facts.ts';
import { MainLandmark } from '../main-landmark.tsx';
import { paths } from '../paths.ts';

// A link that fails twice in this time is broken, not expired.
const REFRESH_LINKS_EVERY_MS = 30_000;

/** One job: what was found, what shows it, and all that is known of it. */
export function JobPage() {
  const { jobId = '' } = useParams();
  const navigate = useNavigate();
  const { job, deleted, error, refetch } = useJob(jobId);
  const { data: session } = useQuery(sessionQuery);
  const local = useLocalFacts(session?.account ?? null, jobId);
  const refreshedAt = useRef(0);
  const refreshLinks = () => {
    if (Date.now() - refreshedAt.current < REFRESH_LINKS_EVERY_MS) return;
    refreshedAt.current = Date.now();
    void refetch();
  };
  const name = job ? fileNameOf(job) : null;
  return (
    <MainLandmark
      key={jobId}
      title={name ?? `Job ${jobId}`}
      jobStatus={job?.statusWord}
      actions={job ? <JobButtons job={job} onDeleted={() => void navigate(paths.jobs)} /> : null}
    >
      {error ? (
        <div className="mb-4">
          <Problem error={error}>
            <Button onClick={() => void refetch()}>Try again</Button>
            <Link to={paths.jobs} className={buttonClass()}>All jobs</Link>
          </Problem>
        </div>
      ) : null}
      {job === undefined ? (error ? null : <p className="py-8 text-ink-soft">{deleted ? 'This job was deleted.' : 'Loading the job…'}</p>) : (
        <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="grid content-start gap-4">
            <Panel title="Verdict"><Outcome job={job} /></Panel>
            <Panel title="Evidence">
              <EvidencePanel job={job} onExpired={refreshLinks} />
            </Panel>
          </div>
          <div className="grid content-start gap-4">
            <Panel title="Details"><JobFacts job={job} local={local} /></Panel>
            <Panel title="Raw result"><RawResult result={job.result} /></Panel>
          </div>
        </div>
      )}
    </MainLandmark>
  );
}

function Outcome({ job }: { job: Job }) {
  const now = useNow(15_000);
  if (job.status === 'completed') return <VerdictPanel job={job} />;
  return (
    <div className="space-y-2">
      <p role="status" className="text-lg"><StatusBadge job={job} now={now} /></p>
      <p className="text-sm text-ink-soft wrap-anywhere">{waitingText(job)}</p>
    </div>
  );
}

function waitingText(job: Job): string {
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
      return '';
    case 'unknown':
      return 'This version of Assay does not know this status; it is shown as the platform gave it.';
  }
}
