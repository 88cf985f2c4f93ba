import { isTerminal, type KnownJobStatus } from '#src/jobs-api/job.ts';
import { MEDIA_FORMATS } from '#src/jobs-api/media-formats.ts';
import { ORIGINAL_SLOT, REFERENCE_SLOT } from '#src/jobs-api/task-types.ts';

import type { Presigner } from './presign.ts';
import { changedAt, statusOf } from './schedule.ts';
import { printKey } from './storage-key.ts';
import type { StoredJob } from './stored-job.ts';
import type { SandboxTaskType } from './task-types.ts';

/** The deployed vocabulary's words (wire format, section 5.2). */
const DEPLOYED_STATUS: Readonly<Record<KnownJobStatus, string>> = {
  waiting_for_finalize: 'initiated', queued: 'queued', processing: 'processing', completed: 'processed', failed: 'failed', cancelled: 'cancelled',
};

/** When the task types came to be; nothing depends on it. */
const TASK_TYPES_SINCE = '2025-01-01T00:00:00.000Z';

/** A job's row as the list gives it (wire format, section 2). */
export function documentedRow(job: StoredJob, now: number) {
  return { jobId: job.id, taskTypeId: job.taskType.id, status: statusOf(job, now), createdAt: iso(job.createdAt), updatedAt: iso(changedAt(job, now)) };
}

/** A job's row in the deployed vocabulary (wire format, section 5.2). */
export function deployedRow(job: StoredJob, now: number) {
  return {
    id: String(job.id),
    tenantId: job.tenant,
    taskTypeId: String(job.taskType.id),
    status: DEPLOYED_STATUS[statusOf(job, now)],
    cost: job.cost,
    createdAt: iso(job.createdAt),
    updatedAt: iso(changedAt(job, now)),
  };
}

/** The answer to a create, in both vocabularies at once (wire format, sections 2 and 5.1). */
export function createdAnswer(job: StoredJob, now: number, presigner: Presigner): unknown {
  const deployed = deployedRow(job, now);
  const answer = { ...documentedRow(job, now), ...job.external, id: deployed.id, tenantId: job.tenant, cost: job.cost, job: { ...deployed, result: null } };
  // A replay past the upload has nothing to upload (wire format, section 6.2).
  return statusOf(job, now) === 'waiting_for_finalize' ? { ...answer, inputs: uploadsOf(job, presigner) } : answer;
}

/** Where each input is uploaded, signed now. */
export function uploadsOf(job: StoredJob, presigner: Presigner) {
  return job.inputs.map((input) => {
    const { url, expiresAt } = presigner.sign('PUT', printKey({ jobId: job.id, kind: 'input', slot: input.slot }));
    return { slotName: input.slot, uploadUrl: url, uploadUrlExpiresAt: iso(expiresAt), contentType: input.contentType, fileName: input.fileName, sizeBytes: input.sizeBytes };
  });
}

/** The answer to a finalize (wire format, section 2). */
export function finalizedAnswer(job: StoredJob, now: number): unknown {
  const { jobId, taskTypeId, status, updatedAt } = documentedRow(job, now);
  return { jobId, taskTypeId, status, queuedAt: iso(job.queuedAt ?? now), updatedAt, message: 'Job successfully queued for processing', job: { ...deployedRow(job, now), result: null } };
}

/** The answer to a cancel (wire format, section 2). */
export function cancelledAnswer(job: StoredJob, now: number): unknown {
  const { jobId, taskTypeId, status, updatedAt } = documentedRow(job, now);
  return { jobId, taskTypeId, status, updatedAt, message: 'Job successfully cancelled', job: { ...deployedRow(job, now), result: null } };
}

/** One page of the list, in both vocabularies at once. */
export function listAnswer(jobs: readonly StoredJob[], now: number, page: number, limit: number, total: number): unknown {
  return {
    data: jobs.map((job) => documentedRow(job, now)),
    pagination: { page, limit, total, pages: Math.ceil(total / limit) },
    items: jobs.map((job) => deployedRow(job, now)),
    total,
    page,
    pageSize: limit,
  };
}

/** A job's detail, in both vocabularies at once. `result` is null unless the job is completed. */
export function detailAnswer(job: StoredJob, result: unknown, now: number, presigner: Presigner): unknown {
  const row = documentedRow(job, now);
  const deployed = deployedRow(job, now);
  const artifacts = artifactsOf(job, result !== null, presigner);
  const taskType = taskTypeAnswer(job.taskType);
  const ended = job.endsAt !== null && isTerminal(row.status) && row.status !== 'cancelled';
  return {
    jobId: row.jobId,
    taskTypeId: row.taskTypeId,
    taskTypeSlug: job.taskType.slug,
    status: row.status,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    ...(ended ? { completedAt: iso(job.endsAt) } : {}),
    inputs: job.inputs.map(({ slot, contentType, fileName, sizeBytes }) => ({ slotName: slot, contentType, fileName, sizeBytes })),
    ...(result === null ? {} : { result }),
    ...job.external,
    ...(row.status === 'failed' ? { errorMessage: job.failure } : {}),
    id: deployed.id,
    tenantId: job.tenant,
    cost: job.cost,
    artifacts,
    taskType,
    job: { ...deployed, result, artifacts, taskType },
  };
}

/** A job's artifacts (wire format, section 5.2). */
export function artifactsOf(job: StoredJob, hasResult: boolean, presigner: Presigner): unknown[] {
  const inputs = job.inputs.map((input, index) => ({
    id: `${job.id}-${index + 1}`,
    kind: 'input',
    slotName: input.slot,
    status: input.sha256 === null ? 'pending' : input.storedAs === null ? 'deleted' : 'uploaded',
    contentType: input.contentType,
    metadata: { fileName: input.fileName, sizeBytes: input.sizeBytes, sha256: input.sha256 },
    downloadUrl: input.storedAs === null ? null : presigner.sign('GET', printKey({ jobId: job.id, kind: 'input', slot: input.slot })).url,
    createdAt: iso(job.createdAt),
  }));
  if (!hasResult) return inputs;
  const result = {
    id: `${job.id}-result`,
    kind: 'result',
    slotName: null,
    status: 'available',
    contentType: 'application/json',
    metadata: { simulated: true },
    downloadUrl: presigner.sign('GET', printKey({ jobId: job.id, kind: 'result' })).url,
    createdAt: iso(job.endsAt ?? job.createdAt),
  };
  return [...inputs, result];
}

/** A task type as a detail tells it (wire format, section 5.2). */
export function taskTypeAnswer(type: SandboxTaskType): unknown {
  const original = { name: ORIGINAL_SLOT, mimes: type.formats.flatMap((format) => MEDIA_FORMATS[format].mimes) };
  const reference = { name: REFERENCE_SLOT, mimes: [...MEDIA_FORMATS.jpeg.mimes, ...MEDIA_FORMATS.png.mimes] };
  return {
    id: String(type.id),
    slug: type.slug,
    displayName: type.name,
    description: type.question,
    inputSlots: type.options === 'face-checks' ? [original, reference] : [original],
    status: 'active',
    createdAt: TASK_TYPES_SINCE,
    updatedAt: TASK_TYPES_SINCE,
  };
}

function iso(ms: number | null): string {
  return new Date(ms ?? 0).toISOString();
}
