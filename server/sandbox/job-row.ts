import { taskTypeOf } from '#src/jobs-api/task-types.ts';

import type { FaceParameters } from './face-parameters.ts';
import type { StoredInput, StoredJob } from './stored-job.ts';

/** A row of table `job`; see `database.ts`. */
export interface JobRow {
  readonly id: number;
  readonly tenant: string;
  readonly task_type_id: number;
  readonly parameters: string;
  readonly cost: number;
  readonly created_at: number;
  readonly queued_at: number | null;
  readonly starts_at: number | null;
  readonly ends_at: number | null;
  readonly failure: string | null;
  readonly cancelled_at: number | null;
}

/** A row of table `input`; see `database.ts`. */
export interface InputRow {
  readonly slot: string;
  readonly file_name: string;
  readonly content_type: string;
  readonly size_bytes: number;
  readonly stored_as: string | null;
  readonly sha256: string | null;
}

/** Reads a job's row. @throws when its task type is none that this version knows. */
export function readJob(row: JobRow, inputs: readonly StoredInput[]): StoredJob {
  const taskType = taskTypeOf(row.task_type_id);
  if (!taskType) throw new Error(`Job ${row.id} is of the unknown task type ${row.task_type_id}.`);
  return {
    id: row.id,
    tenant: row.tenant,
    taskType,
    parameters: JSON.parse(row.parameters) as FaceParameters | null,
    cost: row.cost,
    createdAt: row.created_at,
    queuedAt: row.queued_at,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    failure: row.failure,
    cancelledAt: row.cancelled_at,
    inputs,
  };
}

/** Reads an input's row. */
export function readInput(row: InputRow): StoredInput {
  return {
    slot: row.slot,
    fileName: row.file_name,
    contentType: row.content_type,
    sizeBytes: row.size_bytes,
    storedAs: row.stored_as,
    sha256: row.sha256,
  };
}
