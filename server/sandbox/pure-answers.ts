import type { KnownJobStatus } from '#src/jobs-api/job.ts';

import { artifactsOf, deployedRow, taskTypeAnswer, uploadsOf } from './answers.ts';
import type { Presigner } from './presign.ts';
import { statusOf } from './schedule.ts';
import { printKey } from './storage-key.ts';
import type { StoredJob } from './stored-job.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A vocabulary that stands alone, without the documented fields. */
export type PureVocabulary = Exclude<Vocabulary, 'documented'>;

const STATUS: Readonly<Record<PureVocabulary, Readonly<Record<KnownJobStatus, string>>>> = {
  deployed: { waiting_for_finalize: 'initiated', queued: 'queued', processing: 'processing', completed: 'processed', failed: 'error', cancelled: 'canceled' },
  current: { waiting_for_finalize: 'INITED', queued: 'UPLOADED', processing: 'PROCESSING', completed: 'COMPLETED', failed: 'FAILED', cancelled: 'CANCELLED' },
};

/** A job's row (wire format, sections 5.2 and 6.3). */
export function pureRow(job: StoredJob, now: number, vocabulary: PureVocabulary) {
  return { ...deployedRow(job, now), status: STATUS[vocabulary][statusOf(job, now)], ...job.external };
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
 * A job's detail (wire format, sections 5.2 and 6.5): the whole result lies behind the `result` artifact; in the current
 * vocabulary the inline one names its type, and a heatmap is an artifact of its own.
 */
export function pureDetail(job: StoredJob, result: Readonly<Record<string, unknown>> | null, now: number, presigner: Presigner, vocabulary: PureVocabulary, hasHeatmap: boolean): unknown {
  const artifacts = artifactsOf(job, result !== null, presigner);
  const heatmap = {
    id: `${job.id}-heatmap`, kind: 'heatmap', slotName: null, status: 'available', contentType: 'image/png', metadata: { simulated: true },
    downloadUrl: presigner.sign('GET', printKey({ jobId: job.id, kind: 'produced', name: 'heatmap.png' })).url, createdAt: pureRow(job, now, vocabulary).updatedAt,
  };
  const current = vocabulary === 'current';
  return {
    ...pureRow(job, now, vocabulary),
    result: current ? inlineOf(job, result) : null,
    artifacts: current && result !== null && hasHeatmap ? [...artifacts, heatmap] : artifacts,
    taskType: taskTypeAnswer(job.taskType),
    ...(statusOf(job, now) === 'failed' ? { errorMessage: job.failure } : {}),
  };
}

function inlineOf(job: StoredJob, result: Readonly<Record<string, unknown>> | null): unknown {
  if (result === null || job.workerError !== null || result['resultType'] === undefined) return result;
  return { simulated: true, resultType: result['resultType'] };
}
