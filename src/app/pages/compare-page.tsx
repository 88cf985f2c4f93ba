import { lazy, Suspense, useId, useState, type ReactNode, type SubmitEvent } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { JobProgress } from '#src/jobs/job/job-progress.tsx';
import { fileNameOf } from '#src/jobs/model/job-row.ts';
import { bandOf, type Band, type Thresholds } from '#src/review/thresholds/bands.ts';
import type { Job } from '#src/jobs-api/job.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { CompareColumn } from '#src/review/compare/compare-column.tsx';
import { agreementWords, sameFileWords } from '#src/review/compare/compare-summary.ts';
import type { JudgementLog } from '#src/review/judgement/judgement.ts';
import { useJudgementLog } from '#src/review/judgement/use-judgements.ts';
import { saysSomething, readVerdict } from '#src/review/result/read-verdict.ts';
import { thresholdsFor } from '#src/review/thresholds/thresholds-file.ts';
import { useThresholds } from '#src/review/thresholds/thresholds-store.ts';
import { Button, buttonClass } from '#src/ui/button.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { useEvidenceSources } from '../evidence-sources.ts';
import { jobIdsIn } from '../jobs-in-address.ts';
import { MainLandmark } from '../main-landmark.tsx';
import { paths } from '../paths.ts';
import { useJobs, type JobBesideOthers } from '../use-jobs.ts';

const EvidencePanel = lazy(async () => ({ default: (await import('#src/review/viewers/evidence-panel.tsx')).EvidencePanel }));

const MOST = 4;

/** Two to four jobs side by side: one file through several detectors, or several files. */
export function ComparePage() {
  const [search] = useSearchParams();
  const named = jobIdsIn(search);
  const jobIds = named.slice(0, MOST);
  const { storeName, jobs, settled } = useJobs(jobIds);
  const thresholds = useThresholds();
  const compared = jobs.map(({ detail: { data: job }, sha256 }) => ({
    band: job === undefined ? null : countedBand(job, thresholdsFor(thresholds, taskTypes.keyOf(job))),
    sha256,
  }));
  return (
    <MainLandmark title="Compare" actions={jobIds.length > 0 ? <Link to={paths.report(jobIds)} className={buttonClass()}>Report on these</Link> : null}>
      <div className="space-y-5">
        {jobs.length > 1 && settled ? (
          <div role="status" aria-label="Comparison" className="space-y-1">
            <p>{agreementWords(compared)}</p>
            <p className="text-sm text-ink-soft">{sameFileWords(compared)}</p>
          </div>
        ) : null}
        {named.length > MOST ? <p>The address names {named.length} jobs; the first {MOST} are compared.</p> : null}
        {jobs.length > 1 ? null : <p>{jobs.length === 0 ? 'Nothing to compare yet.' : 'One job alone compares to nothing.'} Add jobs by their id, up to four.</p>}
        {jobIds.length < MOST ? <AddJob jobIds={jobIds} /> : null}
        {storeName === null ? null : <Columns storeName={storeName} jobs={jobs} jobIds={jobIds} />}
      </div>
    </MainLandmark>
  );
}

// A job that failed, is not done, or whose result could not be fetched counts for nothing.
function countedBand(job: Job, thresholds: Thresholds): Band | null {
  const verdict = readVerdict(job);
  return saysSomething(verdict) ? bandOf(verdict, thresholds) : null;
}

function Columns({ storeName, jobs, jobIds }: { storeName: string; jobs: readonly JobBesideOthers[]; jobIds: readonly string[] }) {
  const log = useJudgementLog(storeName);
  return (
    <ul className="grid gap-4 sm:grid-cols-[repeat(auto-fit,minmax(18rem,1fr))]">
      {jobs.map((job) => (
        <li key={job.jobId} data-job-id={job.jobId} className="min-w-0 space-y-4 rounded-xl border border-line bg-surface p-5">
          <Column storeName={storeName} job={job} log={log} />
          <Link to={paths.compare(jobIds.filter((id) => id !== job.jobId))} className={buttonClass('quiet')}>Remove from comparison</Link>
        </li>
      ))}
    </ul>
  );
}

function Column({ storeName, job: { jobId, detail, sha256 }, log }: { storeName: string; job: JobBesideOthers; log: JudgementLog }) {
  const sources = useEvidenceSources(storeName, jobId);
  const { data: job, error, refetch } = detail;
  if (job === undefined) {
    return (
      <>
        <h2 className="font-semibold">Job {jobId}</h2>
        {error ? <Problem error={error}><Button onClick={() => void refetch()}>Try again</Button></Problem> : <p className="text-sm text-ink-soft">Loading the job…</p>}
      </>
    );
  }
  return (
    <CompareColumn
      job={job}
      heading={<Link to={paths.job(jobId)} className="text-accent underline"><bdi>{fileNameOf(job) ?? `Job ${jobId}`}</bdi></Link>}
      sha256={sha256}
      entries={log.get(jobId) ?? []}
      progress={job.status === 'completed' ? null : <JobProgress job={job} />}
    >
      <Evidence><Suspense fallback={null}><EvidencePanel job={job} onExpired={() => void refetch()} {...sources} /></Suspense></Evidence>
    </CompareColumn>
  );
}

// Made when it is opened: four videos at once would be slow, and say little.
function Evidence({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="text-sm" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Evidence</summary>
      {open ? <div className="mt-2">{children}</div> : null}
    </details>
  );
}

function AddJob({ jobIds }: { jobIds: readonly string[] }) {
  const id = useId();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    if (typed.trim() === '') return;
    setTyped('');
    void navigate(paths.compare([...new Set([...jobIds, typed.trim()])]));
  };
  return (
    <form onSubmit={add} className="flex flex-wrap items-end gap-2">
      <div>
        <label htmlFor={id} className="mb-1 block text-sm">Job id</label>
        <input id={id} value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" className="min-h-9 w-40 rounded-md border border-line-strong bg-surface px-3 text-sm" />
      </div>
      <Button type="submit">Add to comparison</Button>
    </form>
  );
}
