import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { formatBytes, formatCount, formatPercent } from '#src/ui/format.ts';
import { noConfidenceWords } from '../verdict/confidence-meter.tsx';
import { BandBadge, SimulatedBadge } from '../verdict/band-badge.tsx';
import { BAND_WORDS } from '../thresholds/bands.ts';
import { FindingLines } from '../verdict/finding-lines.tsx';
import { JUDGEMENT_WORDS } from '../judgement/judgement.ts';
import { JudgementBadge } from '../judgement/judgement-badge.tsx';
import { writeJson } from '../raw/write-json.ts';
import { withoutSignature } from './report-json.ts';
import type { EvidencePicture } from './evidence-pictures.ts';
import type { Report, ReportedJob } from './report.ts';

// Only where something was read.
const ProvenanceView = lazy(async () => ({ default: (await import('../provenance/provenance-view.tsx')).ProvenanceView }));

const ReportedActions = lazy(async () => ({ default: (await import('./reported-actions.tsx')).ReportedActions }));

// A few pages of paper; the JSON has all of it.
const RAW_CHARACTERS = 6_000;

/** A report as it is read on screen and on paper. */
export function ReportView({ report }: { report: Report }) {
  return (
    <div className="max-w-4xl space-y-8">
      <div className="space-y-1 text-sm text-ink-soft">
        <p>Made <time dateTime={report.madeAt}>{report.madeAt}</time> with {report.madeWith}; the jobs ran on {report.platform}. All times are UTC.</p>
        {report.simulated ? <p className="font-semibold text-warn">Simulated: results in this report were made up by the sandbox and say nothing about the files.</p> : null}
      </div>
      {report.jobs.map((job) => <ReportedJobView key={job.jobId} job={job} />)}
    </div>
  );
}

function ReportedJobView({ job }: { job: ReportedJob }) {
  return (
    <article aria-label={job.file.name ?? `Job ${job.jobId}`} className="space-y-5 rounded-xl border border-line bg-surface p-5 not-first-of-type:break-before-page print:border-0 print:p-0">
      <h2 className="text-xl font-semibold wrap-anywhere"><bdi>{job.file.name ?? `Job ${job.jobId}`}</bdi></h2>
      <Part title="Finding"><Finding job={job} /></Part>
      <Part title="Judgement of the analyst"><Judgement judgement={job.judgement} /></Part>
      {job.doesNotProve.length === 0 ? null : <Part title="What this does not prove"><ul className="list-disc space-y-1 pl-5 text-sm">{job.doesNotProve.map((text) => <li key={text}>{text}</li>)}</ul></Part>}
      <Part title="File and job"><Facts job={job} /></Part>
      {job.evidencePictures.length === 0 ? null : <Part title="Evidence"><div className="grid gap-4 sm:grid-cols-2">{job.evidencePictures.map((picture) => <Picture key={picture.label} picture={picture} />)}</div></Part>}
      <Part title="Provenance">{job.provenance === null ? <p className="text-sm">What the file says of itself was not read on this device.</p> : <Suspense fallback={null}><ProvenanceView provenance={job.provenance} /></Suspense>}</Part>
      <Part title="What this browser did"><Suspense fallback={null}><ReportedActions actions={job.actions} /></Suspense></Part>
      <Part title="Raw result"><Raw result={job.rawResult} /></Part>
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="space-y-2">
      <h3 className="font-semibold break-after-avoid">{title}</h3>
      {children}
    </div>
  );
}

function Finding({ job: { finding, noFinding } }: { job: ReportedJob }) {
  if (finding === null) return <p className="text-sm wrap-anywhere">{noFinding}</p>;
  const { band, direction, confidence, confidenceOf, likelyFrom, simulated } = finding;
  return (
    <div className="space-y-2 text-sm">
      <div className="flex flex-wrap items-center gap-2"><BandBadge band={band} />{simulated ? <SimulatedBadge /> : null}</div>
      <FindingLines verdict={finding} />
      <p>{confidence === null ? noConfidenceWords(finding) : `Confidence in this finding: ${formatPercent(confidence)}${confidenceOf === null ? '' : `, the detector’s own for ${confidenceOf}`}.`}{' '}
        {direction === 'none' ? null : `Thresholds: ${BAND_WORDS.authentic.toLowerCase()} from ${formatPercent(likelyFrom.authentic)}, ${BAND_WORDS.manipulated.toLowerCase()} from ${formatPercent(likelyFrom.manipulated)}, uncertain below.`}
      </p>
    </div>
  );
}

function Judgement({ judgement }: { judgement: ReportedJob['judgement'] }) {
  if (judgement === null) return <p className="text-sm">Not judged by an analyst.</p>;
  const { verdict, reason, tags, notes, at, disagreesWithDetector } = judgement;
  return (
    <div className="space-y-1.5 text-sm wrap-anywhere">
      <p className="flex flex-wrap items-center gap-2"><JudgementBadge verdict={verdict} /><time dateTime={at}>{at}</time></p>
      {disagreesWithDetector ? <p className="font-medium">The analyst disagrees with the detector: {JUDGEMENT_WORDS[verdict].toLowerCase()}.</p> : null}
      {reason === '' ? null : <p>Reason: <bdi>{reason}</bdi></p>}
      {tags.length === 0 ? null : <p>Tags: <bdi>{tags.join(', ')}</bdi></p>}
      {notes === '' ? null : <p className="whitespace-pre-wrap"><bdi>{notes}</bdi></p>}
    </div>
  );
}

function Facts({ job: { jobId, file, taskType, status, times } }: { job: ReportedJob }) {
  const facts: readonly (readonly [string, string | null])[] = [
    ['File', file.name],
    ['SHA-256', file.sha256 ?? 'Not known'],
    ['SHA-256 computed by', file.sha256From],
    ['SHA-256 differs', file.sha256Differs === null ? null : `The result gives ${file.sha256Differs}: it was made from other bytes than were sent.`],
    ['Size', file.sizeBytes === null ? null : `${formatBytes(file.sizeBytes)} (${formatCount(file.sizeBytes)} bytes)`],
    ['Content type', file.contentType],
    ['Task type', [taskType.name ?? taskType.id, taskType.question].filter((part) => part !== null).join(': ')],
    ['Job', jobId],
    ['Status', status],
    ...times.map(({ step, at }) => [step, at] as const),
  ];
  return (
    <dl className="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-[max-content_minmax(0,1fr)] print:grid-cols-[max-content_minmax(0,1fr)]">
      {facts.map(([term, value]) => (value === null ? null : (
        <div key={term} className="contents">
          <dt className="text-ink-soft">{term}</dt>
          <dd className={`wrap-anywhere ${term === 'SHA-256' ? 'font-mono text-xs leading-5' : ''}`}><bdi>{value}</bdi></dd>
        </div>
      )))}
    </dl>
  );
}

function Picture({ picture: { label, dataUrl, problem } }: { picture: EvidencePicture }) {
  return (
    <figure className="break-inside-avoid">
      {dataUrl === null ? <p className="rounded-lg bg-sunken p-3 text-sm">{problem}</p> : <img src={dataUrl} alt={label} className="max-h-96 max-w-full" />}
      <figcaption className="mt-1 text-sm text-ink-soft">{label}</figcaption>
    </figure>
  );
}

function Raw({ result }: { result: unknown }) {
  if (result === null) return <p className="text-sm">There is none.</p>;
  const { text, complete } = writeJson(result, RAW_CHARACTERS, withoutSignature);
  return (
    <>
      <pre dir="ltr" className="font-mono text-xs whitespace-pre-wrap wrap-anywhere"><bdi>{text}</bdi></pre>
      <p className="text-sm text-ink-soft">What gives access is left out of links.</p>
      {complete ? null : <p className="text-sm">Only the beginning is shown; the report as JSON has all of it.</p>}
    </>
  );
}
