import type { TaskType } from '#src/jobs-api/task-types.ts';

import type { FaceParameters } from './face-parameters.ts';

/** What a client declares of a file. */
export interface Declaration {
  readonly slot: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}

/** A file of a job; its bytes are there once `storedAs` is. */
export interface StoredInput extends Declaration {
  /** File name inside the job's folder; null before the upload, and for ever in a job that was seeded without media. */
  readonly storedAs: string | null;
  /** Lower-case hex; null before the upload. */
  readonly sha256: string | null;
}

/** A job as it is stored; its status follows from the times, see `schedule.ts`. */
export interface StoredJob {
  readonly id: number;
  readonly tenant: string;
  readonly taskType: TaskType;
  readonly parameters: FaceParameters | null;
  readonly cost: number;
  readonly createdAt: number;
  readonly queuedAt: number | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly failure: string | null;
  readonly cancelledAt: number | null;
  readonly inputs: readonly StoredInput[];
}

/** What a new job consists of. */
export interface NewJob {
  readonly tenant: string;
  readonly taskType: TaskType;
  readonly parameters: FaceParameters | null;
  readonly cost: number;
  readonly inputs: readonly Declaration[];
}
