import { artifactsOf, deployedRow, taskTypeAnswer, uploadsOf } from './answers.ts';
import type { Presigner } from './presign.ts';
import type { ArtifactName } from './artifact-files.ts';
import { recordFields } from './record-fields.ts';
import { statusOf } from './schedule.ts';
import { STATUS_WORDS } from './status-words.ts';
import { printKey } from './storage-key.ts';
import type { StoredJob } from './stored-job.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A vocabulary that stands alone, without the documented fields. */
export type PureVocabulary = Exclude<Vocabulary, 'documented'>;

/** A completed job's result, and the files that were made on the way. */
export interface PureOutcome {
  readonly result: Readonly<Record<string, unknown>>;
  readonly produced: readonly ArtifactName[];
}

/** A job's row (wire format, sections 5.2 and 6.3). */
export function pureRow(job: StoredJob, now: number, vocabulary: PureVocabulary) {
  return { ...deployedRow(job, now), status: STATUS_WORDS[vocabulary][statusOf(job, now)], ...job.external };
}

/** The answer to a create; a replay past the upload has no `inputs` (wire format, sections 5.1 and 6.2). */
export function pureCreated(job: StoredJob, now: number, presigner: Presigner, vocabulary: PureVocabulary): unknown {
  const answer = pureBrief(job, now, vocabulary);
  if (statusOf(job, now) !== 'waiting_for_finalize') return answer;
  const inputs = uploadsOf(job, presigner).map(({ slotName, uploadUrl, uploadUrlExpiresAt }) => ({ slotName, uploadUrl, uploadUrlExpiresAt }));
  return { ...answer, inputs };
}

/** The answer to a finalize and to a cancel. */
export function pureBrief(job: StoredJob, now: number, vocabulary: PureVocabulary) {
  return { job: { ...pureRow(job, now, vocabulary), result: null } };
}

/** One page of the list (wire format, sections 5.2 and 6.4). */
export function pureList(jobs: readonly StoredJob[], now: number, page: number, pageSize: number, total: number, vocabulary: PureVocabulary): unknown {
  return { items: jobs.map((job) => pureRow(job, now, vocabulary)), total, page, pageSize };
}

/**
 * A job's detail (wire format, sections 5.2 and 6.5): the whole result lies behind the `result` artifact. In the deployed vocabulary
 * the record has what older clients read there; in the current one the inline result names its type, and a heatmap is an
 * artifact of its own. `outcome` is null unless the job is completed.
 */
export function pureDetail(job: StoredJob, outcome: PureOutcome | null, now: number, presigner: Presigner, vocabulary: PureVocabulary): unknown {
  const row = pureRow(job, now, vocabulary);
  const artifacts = artifactsOf(job, outcome !== null, presigner);
  const isCurrent = vocabulary === 'current';
  return {
    ...row,
    result: isCurrent ? inlineOf(job, outcome) : null,
    artifacts: isCurrent && outcome?.produced.includes('heatmap.png') ? [...artifacts, heatmapOf(job, row.updatedAt, presigner)] : artifacts,
    taskType: taskTypeAnswer(job.taskType),
    ...(isCurrent || outcome === null ? {} : recordFields(job, outcome.result, presigner)),
    ...(statusOf(job, now) === 'failed' ? { errorMessage: job.failure } : {}),
  };
}

function heatmapOf(job: StoredJob, createdAt: string, presigner: Presigner): unknown {
  return {
    id: `${job.id}-heatmap`, kind: 'heatmap', slotName: null, status: 'available', contentType: 'image/png', metadata: { simulated: true },
    downloadUrl: presigner.sign('GET', printKey({ jobId: job.id, kind: 'produced', name: 'heatmap.png' })).url, createdAt,
  };
}

function inlineOf(job: StoredJob, outcome: PureOutcome | null): unknown {
  const result = outcome?.result ?? null;
  if (result === null || job.workerError !== null || result['resultType'] === undefined) return result;
  return { simulated: true, resultType: result['resultType'] };
}
