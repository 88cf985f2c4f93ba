import { useQueries, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { jobsClient } from '#src/jobs-api/browser-client.ts';
import { sessionQuery } from '#src/connection/session.ts';
import type { Job } from '#src/jobs-api/job.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { fileNameOf } from '#src/jobs/model/job-row.ts';
import { jobDetail } from '#src/jobs/model/queries.ts';
import { sentCalls } from '#src/ui/sent-calls-query.ts';
import { useJudgements } from '#src/review/judgement/use-judgements.ts';
import { provenanceQuery } from '#src/review/provenance/provenance-query.ts';
import { loadEvidencePictures } from '#src/review/report/evidence-pictures.ts';
import { reportJson } from '#src/review/report/report-json.ts';
import { makeReport } from '#src/review/report/report.ts';
import { ReportView } from '#src/review/report/report-view.tsx';
import { thresholdsFor } from '#src/review/thresholds/thresholds-file.ts';
import { useThresholds } from '#src/review/thresholds/thresholds-store.ts';
import { loadCachedFile } from '#src/upload/storage/media-cache.ts';
import { Button, buttonClass } from '#src/ui/button.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { jobIdsIn } from '../jobs-in-address.ts';
import { MainLandmark } from '../main-landmark.tsx';
import { paths } from '../paths.ts';
import { useJobs, type JobBesideOthers } from '../use-jobs.ts';
import { appVersion } from '../version.ts';

const MOST = 50;

/** One report of one or several jobs, for print, PDF and as JSON. */
export function ReportPage() {
  const [search] = useSearchParams();
  const named = jobIdsIn(search);
  const jobIds = named.slice(0, MOST);
  const { storeName, jobs, settled } = useJobs(jobIds);
  const failed = jobs.filter(({ detail }) => detail.data === undefined && detail.error !== null);
  if (jobIds.length === 0) return <MainLandmark title="Report"><p>No jobs are named in the address. Open a report from a job.</p><Link to={paths.jobs} className={buttonClass()}>All jobs</Link></MainLandmark>;
  if (storeName === null || !settled) return <MainLandmark title="Report"><p role="status" aria-label="Loading" className="text-ink-soft">Gathering what is known…</p></MainLandmark>;
  return (
    <>
      {failed.length === 0 ? <ReadyReport storeName={storeName} jobs={jobs} leftOut={named.slice(MOST)} /> : (
        <MainLandmark title="Report">
          <div className="space-y-4">
            {failed.map(({ jobId, detail }) => (
              <div key={jobId} className="space-y-1">
                <h2 className="font-semibold">Job {jobId}</h2>
                <Problem error={detail.error}>
                  <Button onClick={() => void detail.refetch()}>Try again</Button>
                  {jobIds.length > 1 ? <Link to={paths.report(jobIds.filter((id) => id !== jobId))} className={buttonClass()}>Leave it out</Link> : null}
                </Problem>
              </div>
            ))}
          </div>
        </MainLandmark>
      )}
    </>
  );
}

function ReadyReport({ storeName, jobs, leftOut }: { storeName: string; jobs: readonly JobBesideOthers[]; leftOut: readonly string[] }) {
  const queryClient = useQueryClient();
  const [now] = useState(() => Date.now());
  const { data: session } = useQuery(sessionQuery);
  const { log, loaded, problem } = useJudgements(storeName);
  const thresholds = useThresholds();
  const pictures = useQueries({ queries: jobs.map(({ jobId }) => ({
    queryKey: ['report-pictures', jobId],
    queryFn: ({ signal }: { signal: AbortSignal }) => picturesOf(queryClient, storeName, jobId, signal),
    staleTime: Infinity,
    networkMode: 'always' as const,
  })) });
  const provenance = useQueries({ queries: jobs.map(({ jobId }) => provenanceQuery(storeName, jobId)) });
  const actions = useQueries({ queries: jobs.map(({ jobId }) => sentCalls(storeName, jobId)) });
  const busy = actions.some(({ isPending }) => isPending) || provenance.some(({ isPending }) => isPending) || pictures.some(({ isPending }) => isPending) || !(loaded || problem !== null);
  const sources = jobs.flatMap(({ jobId, detail: { data: job }, local }, index) => job === undefined ? [] : [{
    job,
    fileName: fileNameOf(job),
    local,
    entries: log.get(jobId) ?? [],
    thresholds: thresholdsFor(thresholds, taskTypes.keyOf(job)),
    pictures: pictures[index]?.data ?? [],
    provenance: provenance[index]?.data ?? null,
    actions: actions[index]?.data ?? null,
  }]);
  const report = makeReport(sources, { appVersion, platform: session?.host ?? '', now });
  const buttons = (
    <div className="flex flex-wrap gap-2 print:hidden">
      <Button variant="primary" disabled={busy} onClick={() => window.print()}>Print or save as PDF</Button>
      <Button disabled={busy} onClick={() => void import('#src/ui/save-as-file.ts').then(({ saveAsFile }) => saveAsFile(reportJson(report), fileNameFor(jobs), 'application/json'))}>Download JSON</Button>
    </div>
  );
  return (
    <MainLandmark title="Report" actions={buttons}>
      <div aria-busy={busy}>
        {busy ? <p role="status" aria-label="Loading" className="mb-3 text-sm text-ink-soft print:hidden">Loading the pictures…</p> : null}
        {leftOut.length === 0 ? null : <p className="mb-3 font-semibold text-warn">A report holds {MOST} jobs at most. Left out: <bdi>{leftOut.join(', ')}</bdi>. <Link to={paths.report(leftOut)} className="underline print:hidden">Report on these</Link></p>}
        <ReportView report={report} />
      </div>
    </MainLandmark>
  );
}

// A job that was read a while ago bears links that no longer work: reading it again gives fresh ones.
async function picturesOf(queryClient: QueryClient, storeName: string, jobId: string, signal: AbortSignal) {
  const kept = await loadCachedFile(storeName, jobId).catch(() => null);
  const sources = {
    kept: kept && kept.blob.slice(0, kept.blob.size, kept.contentType),
    download: async (url: string) => (await jobsClient.downloadArtifact(url, signal)).blob(),
  };
  const load = (job: Job) => loadEvidencePictures(job, sources);
  const pictures = await load(await queryClient.query(jobDetail(jobId)));
  signal.throwIfAborted();
  if (pictures.every(({ problem }) => problem === null)) return pictures;
  return load(await queryClient.query({ ...jobDetail(jobId), staleTime: 0 }));
}

function fileNameFor(jobs: readonly JobBesideOthers[]): string {
  return jobs.length === 1 ? `assay-report-job-${jobs[0]?.jobId}.json` : `assay-report-${jobs.length}-jobs.json`;
}
