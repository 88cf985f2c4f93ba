import type { Job, JobSummary } from '#src/jobs-api/job.ts';
import { ORIGINAL_SLOT } from '#src/jobs-api/task-types.ts';

/** What the table shows of a job's result; the review feature makes it. */
export interface VerdictCell {
  /** Stands in the address: a verdict band, or that the worker failed. */
  readonly band: string;
  /** That in words. */
  readonly label: string;
  readonly finding: string;
  /** Between 0 and 1, in the finding; null when none is given. */
  readonly confidence: number | null;
  /** Whose confidence that is when it is one face's and not the whole file's: "face 0". */
  readonly confidenceOf: string | null;
  readonly simulated: boolean;
}

/** What this browser and its analyst know of a job beside what the platform says. */
export interface JobNote {
  /** 64 hexadecimal digits in lower case; null when it is not known. */
  readonly sha256: string | null;
  /** The analyst's own verdict: `authentic`, `manipulated`, `inconclusive`; null while there is none. */
  readonly judgement: string | null;
  /** Whether the analyst's verdict is another than the detector's. */
  readonly disagrees: boolean;
  /** Reason, tags and notes, to be searched. */
  readonly text: string;
}

/** One job as the table shows it. */
export interface JobRow {
  readonly id: string;
  readonly job: JobSummary;
  /** null while the detail is not known, since the list carries no names; and when no answer names the file. */
  readonly fileName: string | null;
  /** Bytes; null when it is not known. */
  readonly sizeBytes: number | null;
  /** 64 hexadecimal digits; null when it is not known. */
  readonly sha256: string | null;
  /** The model's name; the id as it came for a type this version does not know. */
  readonly typeName: string;
  /** null while there is no result. */
  readonly verdict: VerdictCell | null;
  readonly note: JobNote | null;
}

/** The name of a job's main file; null when no answer carries it. */
export function fileNameOf(job: Job): string | null {
  const files = [...job.inputs, ...job.artifacts];
  return (files.find((file) => file.slotName === ORIGINAL_SLOT && file.fileName !== null) ?? files.find((file) => file.fileName !== null))?.fileName ?? null;
}
