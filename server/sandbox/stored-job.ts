import type { FaceParameters } from './face-parameters.ts';
import type { SandboxTaskType } from './task-types.ts';

/** What a client declares of a file. */
export interface Declaration {
  readonly slot: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Pages of a PDF, as the client counted them; null when it did not say. */
  readonly pageCount: number | null;
}

/** What a client noted on a job for itself; it comes back as it was (wire format, section 6.2). */
export interface External {
  readonly externalReference?: string;
  readonly externalMetadata?: Readonly<Record<string, string>>;
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
  readonly taskType: SandboxTaskType;
  readonly parameters: FaceParameters | null;
  readonly cost: number;
  readonly createdAt: number;
  readonly queuedAt: number | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly failure: string | null;
  /** Why the worker failed in a job that completed all the same (wire format, section 6.3); null when it did not. */
  readonly workerError: string | null;
  readonly external: External;
  readonly cancelledAt: number | null;
  readonly inputs: readonly StoredInput[];
}

/** What a new job consists of. */
export interface NewJob {
  readonly tenant: string;
  readonly taskType: SandboxTaskType;
  readonly parameters: FaceParameters | null;
  readonly cost: number;
  readonly external: External;
  readonly inputs: readonly Declaration[];
}
