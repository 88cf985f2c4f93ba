import type { JobSummary } from '#src/jobs-api/job.ts';

/** What a result says, kept so that its band can be told again when thresholds change; the review feature reads it. */
export interface KeptReading {
  /** What kind of answer it is; `finding`, `contradiction`, `worker-failed` or the like. */
  readonly outcome: 'finding' | 'contradiction' | 'nothing-claimed' | 'worker-failed' | 'not-fetched' | 'not-completed';
  readonly finding: string;
  readonly direction: 'authentic' | 'manipulated' | 'none';
  /** Between 0 and 1, in the finding; null when none is given. */
  readonly confidence: number | null;
  /** Whose confidence that is when it is one face's and not the whole file's: "face 0". */
  readonly confidenceOf: string | null;
  readonly simulated: boolean;
  /** The version of the reader that made it: what another one made is read again. */
  readonly readerVersion: number;
}

/** What the index keeps of a job's detail: enough for its row, no more. */
export interface KeptDetail {
  /** null when no answer names the file. */
  readonly fileName: string | null;
  /** Bytes; null when no answer gives it. */
  readonly sizeBytes: number | null;
  /** 64 hexadecimal digits in lower case; null when no answer states it. */
  readonly sha256: string | null;
  /** null while there is no result, and for jobs that end without one. */
  readonly reading: KeptReading | null;
  /** Whether it was read after the job's end: then it never changes, and is never asked for again. */
  readonly final: boolean;
}

/** One job as the index knows it. */
export interface IndexedJob extends JobSummary {
  /** null until the job's detail has been read: the list carries neither name nor result (wire format, section 2). */
  readonly detail: KeptDetail | null;
}
