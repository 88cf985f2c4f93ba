import { z } from 'zod';

import type { StoredInput, StoredJob } from './stored-job.ts';
import { sandboxTypeOf } from './task-types.ts';

const time = z.number().nullable();
const faceParameters = z.object({ isLivenessCheck: z.boolean(), isFaceswapCheck: z.boolean(), isSimilarityCheck: z.boolean(), isSingleFace: z.boolean() });
const external = z.object({ externalReference: z.string().exactOptional(), externalMetadata: z.record(z.string(), z.string()).exactOptional() });
const jobRow = z.object({
  id: z.number(), tenant: z.string(), task_type_id: z.number(), parameters: z.string(), cost: z.number(),
  created_at: z.number(), queued_at: time, starts_at: time, ends_at: time, failure: z.string().nullable(), worker_error: z.string().nullable(), cancelled_at: time, external: z.string(),
});
const inputRow = z.object({
  slot: z.string(), file_name: z.string(), content_type: z.string(), size_bytes: z.number(), page_count: z.number().nullable(),
  stored_as: z.string().nullable(), sha256: z.string().nullable(),
});

/** Reads a row of table `job`; see `database.ts`. @throws when it is none, or of a task type that this version does not know. */
export function readJob(row: unknown, inputs: readonly StoredInput[]): StoredJob {
  const read = jobRow.parse(row);
  const taskType = sandboxTypeOf(read.task_type_id);
  if (!taskType) throw new Error(`Job ${read.id} is of the unknown task type ${read.task_type_id}.`);
  return {
    id: read.id,
    tenant: read.tenant,
    taskType,
    parameters: faceParameters.nullable().parse(JSON.parse(read.parameters)),
    cost: read.cost,
    createdAt: read.created_at,
    queuedAt: read.queued_at,
    startsAt: read.starts_at,
    endsAt: read.ends_at,
    failure: read.failure,
    workerError: read.worker_error,
    external: external.parse(JSON.parse(read.external)),
    cancelledAt: read.cancelled_at,
    inputs,
  };
}

/** Reads a row of table `input`; see `database.ts`. @throws when it is none. */
export function readInput(row: unknown): StoredInput {
  const read = inputRow.parse(row);
  return {
    slot: read.slot,
    fileName: read.file_name,
    contentType: read.content_type,
    sizeBytes: read.size_bytes,
    pageCount: read.page_count,
    storedAs: read.stored_as,
    sha256: read.sha256,
  };
}
