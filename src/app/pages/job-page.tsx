import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useRef } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { sessionQuery } from '#src/connection/session.ts';
import { JobButtons } from '#src/jobs/job/job-buttons.tsx';
import { JobFacts } from '#src/jobs/job/job-facts.tsx';
import { JobProgress } from '#src/jobs/job/job-progress.tsx';
import { fileNameOf } from '#src/jobs/model/job-row.ts';
import { isResultMissing } from '#src/jobs/model/missing-result.ts';
import { useJob } from '#src/jobs/job/use-job.ts';
import { readEvidence } from '#src/review/result/evidence.ts';
import { JudgementPanel } from '#src/review/judgement/judgement-panel.tsx';
import { ProvenancePanel } from '#src/review/provenance/provenance-panel.tsx';
import { statedSha256 } from '#src/review/result/reported-sha256.ts';
import { VerdictPanel } from '#src/review/verdict/verdict-panel.tsx';
import { JobThumbnail } from '#src/upload/components/job-thumbnail.tsx';
import { Button, buttonClass } from '#src/ui/button.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { isTerminal, type Job } from '#src/jobs-api/job.ts';
import { useEvidenceSources } from '../evidence-sources.ts';
import { useLocalFacts } from '../local-facts.ts';
import { MainLandmark } from '../main-landmark.tsx';
import { paths } from '../paths.ts';
import { useReviewNext } from '../review-next.ts';

// A link that fails twice in this time is broken, not expired.
const REFRESH_LINKS_EVERY_MS = 30_000;

const EvidencePanel = lazy(async () => ({ default: (await import('#src/review/viewers/evidence-panel.tsx')).EvidencePanel }));
const RawResult = lazy(async () => ({ default: (await import('#src/review/raw/raw-result.tsx')).RawResult }));
const ActionsList = lazy(async () => ({ default: (await import('#src/jobs/actions/actions-list.tsx')).ActionsList }));
const OtherDetectors = lazy(async () => ({ default: (await import('../other-detectors.tsx')).OtherDetectors }));

/** One job: what was found, what shows it, and all that is known of it. */
export function JobPage() {
  const { jobId = '' } = useParams();
  const navigate = useNavigate();
  const { job, deleted, error, refetch } = useJob(jobId);
  const { data: session } = useQuery(sessionQuery);
  const storeName = session?.storeName ?? null;
  const local = useLocalFacts(storeName, jobId);
  const { keptFile, loadJob } = useEvidenceSources(storeName, jobId);
  const refreshedAt = useRef(-Infinity);
  const refreshLinks = () => {
    if (performance.now() - refreshedAt.current < REFRESH_LINKS_EVERY_MS) return;
    refreshedAt.current = performance.now();
    void refetch();
  };
  const missing = job !== undefined && isResultMissing(job);
  const name = job ? fileNameOf(job) : null;
  return (
    <MainLandmark
      key={jobId}
      title={name ?? `Job ${jobId}`}
      jobStatus={job?.statusWord}
      actions={job ? (
        <div className="flex flex-wrap gap-2">
          <Link to={paths.compare([jobId])} className={buttonClass()}>Compare</Link>
          <Link to={paths.report([jobId])} className={buttonClass()}>Report</Link>
          <JobButtons job={job} storeName={storeName} onDeleted={() => void navigate(paths.jobs)} />
        </div>
      ) : null}
    >
      {error ? (
        <div className="mb-4">
          <Problem error={error}>
            <Button onClick={() => void refetch()}>Try again</Button>
            <Link to={paths.jobs} className={buttonClass()}>All jobs</Link>
          </Problem>
        </div>
      ) : null}
      {/* A job that is not to be found may have been charged all the same. */}
      {error && job === undefined && storeName !== null ? <Panel title="What this browser did"><Suspense fallback={null}><ActionsList storeName={storeName} jobId={jobId} status={null} /></Suspense></Panel> : null}
      {job === undefined ? (error ? null : (
        <p role="status" aria-label="Loading" className="py-8 text-ink-soft">
          {deleted ? <>This job was deleted. <Link to={paths.jobs} className="text-accent underline">All jobs</Link></> : 'Loading the job…'}
        </p>
      )) : (
        <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="grid content-start gap-4">
            <Panel title="Verdict">
              {job.status === 'completed' ? <VerdictPanel job={job} /> : <JobProgress job={job} />}
              {missing ? <Button className="mt-3" onClick={() => void refetch()}>Try again</Button> : null}
            </Panel>
            <Panel title="Evidence">
              <Suspense fallback={null}><EvidencePanel job={job} onExpired={refreshLinks} keptFile={keptFile} loadJob={loadJob} /></Suspense>
            </Panel>
            {storeName === null ? null : <Panel title="Provenance">
              <ProvenancePanel storeName={storeName} jobId={jobId} media={readEvidence(job).media} keptFile={keptFile} onExpired={refreshLinks} />
            </Panel>}
          </div>
          <div className="grid content-start gap-4">
            {storeName !== null && isTerminal(job.status) ? <Judgement storeName={storeName} job={job} /> : null}
            {storeName !== null && local?.sha256 ? <Panel title="Other detectors"><Suspense fallback={null}><OtherDetectors storeName={storeName} job={job} sha256={local.sha256} /></Suspense></Panel> : null}
            <Panel title="Details">
              <JobThumbnail jobId={jobId} />
              <JobFacts job={job} local={local} statedSha256={statedSha256(job)} />
            </Panel>
            {storeName === null ? null : <Panel title="What this browser did"><Suspense fallback={null}><ActionsList storeName={storeName} jobId={jobId} status={job.status} /></Suspense></Panel>}
            <Panel title="Raw result"><Suspense fallback={null}><RawResult result={job.result ?? job.inlineResult} name={`job-${job.id}`} /></Suspense></Panel>
          </div>
        </div>
      )}
    </MainLandmark>
  );
}

function Judgement({ storeName, job }: { storeName: string; job: Job }) {
  const goToNext = useReviewNext(storeName, job.id);
  return <Panel title="Judgement"><JudgementPanel storeName={storeName} job={job} onNext={goToNext} /></Panel>;
}
