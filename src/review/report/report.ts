import type { ActionCall, ActionRecord } from '#src/jobs-api/action-log.ts';
import { mainFileOf, type Artifact, type Job, type JobInput } from '#src/jobs-api/job.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { BAND_WORDS, bandOf, type Band, type Thresholds } from '../thresholds/bands.ts';
import { currentJudgement, disagrees, type JudgementEntry, type JudgementVerdict } from '../judgement/judgement.ts';
import { withoutPlace, type Provenance } from '../provenance/provenance.ts';
import { readEvidence } from '../result/evidence.ts';
import { readVerdict, saysSomething, type Verdict } from '../result/read-verdict.ts';
import { statedSha256 } from '../result/reported-sha256.ts';
import { limitationsOf } from './limitations.ts';
import type { EvidencePicture } from './evidence-pictures.ts';

/** What a job's part of a report is made from. */
export interface ReportSource {
  readonly job: Job;
  readonly fileName: string | null;
  /** What this browser knows of the file, with named moments in ms epoch; null for a file uploaded elsewhere. */
  readonly local: { readonly sha256: string | null; readonly steps: readonly (readonly [string, number])[] } | null;
  readonly entries: readonly JudgementEntry[];
  readonly thresholds: Thresholds;
  readonly pictures: readonly EvidencePicture[];
  /** What the file says of itself; null when it was not read here. */
  readonly provenance: Provenance | null;
  /** What this browser sent for the job, oldest first; null when that cannot be read. */
  readonly actions: readonly ActionRecord[] | null;
}

/** One job as the report gives it; times are ISO 8601 in UTC, shares 0 to 1. */
export interface ReportedJob {
  readonly jobId: string;
  readonly status: string;
  readonly file: {
    readonly name: string | null;
    readonly sizeBytes: number | null;
    readonly contentType: string | null;
    readonly sha256: string | null;
    /** Who computed it: this browser from the bytes it sent, or the result. */
    readonly sha256From: 'this browser' | 'the result' | null;
    /** Set when the result states another one than this browser computed. */
    readonly sha256Differs: string | null;
  };
  readonly taskType: { readonly id: string | null; readonly name: string | null; readonly question: string | null };
  readonly times: readonly { readonly step: string; readonly at: string }[];
  /** null while nothing can be said, see {@link noFinding}. */
  readonly finding: (Verdict & { readonly band: Band; readonly bandInWords: string; readonly likelyFrom: Thresholds }) | null;
  /** Why there is no finding, as a sentence; null when there is one. */
  readonly noFinding: string | null;
  /** The pages of a document that the result calls fake, from 1. */
  readonly fakePages: readonly number[];
  readonly doesNotProve: readonly string[];
  readonly judgement: { readonly verdict: JudgementVerdict; readonly reason: string; readonly tags: readonly string[]; readonly notes: string; readonly at: string; readonly disagreesWithDetector: boolean } | null;
  /** Everything that was judged, also what was taken back. */
  readonly judgementHistory: readonly JudgementEntry[];
  readonly evidencePictures: readonly EvidencePicture[];
  /** What the file says of itself, no part of the finding; without the place where it was taken. null when it was not read. */
  readonly provenance: Provenance | null;
  /** What the browser that made the report sent for the job, and what was answered; null when that cannot be read. */
  readonly actions: readonly { readonly call: ActionCall; readonly sentAt: string; readonly answeredAt: string | null; readonly answer: string | null; readonly reading: string | null }[] | null;
  /** null when there is none. */
  readonly rawResult: unknown;
}

/** Several jobs, complete in itself: what is downloaded as JSON is what the page shows. */
export interface Report {
  readonly kind: 'assay-report';
  readonly version: 1;
  /** ISO 8601 in UTC. */
  readonly madeAt: string;
  readonly madeWith: string;
  /** What the jobs ran on, as people are shown it. */
  readonly platform: string;
  /** Whether any of the results is simulated. */
  readonly simulated: boolean;
  readonly jobs: readonly ReportedJob[];
}

/** Who makes a report, and when: ms epoch. */
export interface ReportMaker {
  readonly appVersion: string;
  readonly platform: string;
  readonly now: number;
}

/** Puts a report together. */
export function makeReport(sources: readonly ReportSource[], { appVersion, platform, now }: ReportMaker): Report {
  const jobs = sources.map(reportJob);
  return { kind: 'assay-report', version: 1, madeAt: iso(now), madeWith: `Assay ${appVersion}`, platform, simulated: jobs.some(({ finding }) => finding?.simulated === true), jobs };
}

function reportJob({ job, fileName, local, entries, thresholds, pictures, provenance, actions }: ReportSource): ReportedJob {
  const type = taskTypes.ofJob(job);
  const verdict = readVerdict(job);
  const reading = saysSomething(verdict) ? verdict : null;
  const band = reading && bandOf(reading, thresholds);
  return {
    jobId: job.id,
    status: job.statusWord,
    file: fileFacts(job, fileName, local?.sha256 ?? null),
    taskType: { id: job.taskTypeId, name: type?.name ?? null, question: type?.question ?? null },
    times: timesOf(job, local?.steps ?? []),
    finding: reading && band && { ...reading, band, bandInWords: BAND_WORDS[band], likelyFrom: thresholds },
    noFinding: reading === null ? `${verdict.finding}.` : null,
    fakePages: readEvidence(job).fakePages?.pages ?? [],
    doesNotProve: reading === null ? [] : limitationsOf(reading, type),
    judgement: judgementOf(entries, reading, thresholds),
    judgementHistory: entries,
    evidencePictures: pictures,
    provenance: provenance && withoutPlace(provenance),
    actions: actions?.map(({ call, sentAt, answeredAt, answer, reading: read }) => ({ call, sentAt: iso(sentAt), answeredAt: answeredAt === null ? null : iso(answeredAt), answer, reading: read })) ?? null,
    rawResult: job.result ?? job.inlineResult ?? null,
  };
}

function fileFacts(job: Job, name: string | null, computed: string | null): ReportedJob['file'] {
  const file = mainFileOf<JobInput | Artifact>([...job.inputs, ...job.artifacts]);
  const stated = statedSha256(job);
  return {
    name,
    sizeBytes: file?.sizeBytes ?? null,
    contentType: file?.contentType ?? null,
    sha256: computed ?? stated,
    sha256From: computed !== null ? 'this browser' : stated !== null ? 'the result' : null,
    sha256Differs: computed !== null && stated !== null && computed !== stated ? stated : null,
  };
}

function timesOf(job: Job, local: readonly (readonly [string, number])[]): ReportedJob['times'] {
  const platform = [['Created, by the platform', job.createdAt], ['Completed, by the platform', job.completedAt], ['Last change, by the platform', job.updatedAt]] as const;
  return [...local.map(([step, at]) => ({ step: `${step}, by this browser`, at: iso(at) })), ...platform.flatMap(([step, at]) => (at === null ? [] : [{ step, at: iso(at) }]))];
}

function judgementOf(entries: readonly JudgementEntry[], reading: Verdict | null, thresholds: Thresholds): ReportedJob['judgement'] {
  const current = currentJudgement(entries);
  if (current === null) return null;
  const { verdict, reason, tags, notes, at } = current;
  return { verdict, reason, tags, notes, at: iso(at), disagreesWithDetector: disagrees(verdict, reading, thresholds) };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
