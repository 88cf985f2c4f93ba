/** The statuses Assay knows (wire format, section 2); `initiated`, `processed` and the like are read into these. */
export const JOB_STATUSES = ['waiting_for_finalize', 'queued', 'processing', 'completed', 'failed', 'cancelled'] as const;

/** One of {@link JOB_STATUSES}. */
export type KnownJobStatus = (typeof JOB_STATUSES)[number];

/** A known status, or `unknown` for a word the platform has that this version does not; see {@link Job.statusWord}. */
export type JobStatus = KnownJobStatus | 'unknown';

/** What an input slot holds. Only the slot's name is certain: answers leave the rest out (wire format, section 2). */
export interface JobInput {
  readonly slotName: string;
  readonly fileName: string | null;
  readonly contentType: string | null;
  readonly sizeBytes: number | null;
  /** Presigned PUT address; present in the answer to a create alone. */
  readonly uploadUrl: string | null;
  /** ms epoch; null when the answer does not say (documented vocabulary: about an hour after creation). */
  readonly uploadUrlExpiresAt: number | null;
}

/** A file that belongs to a job and is kept by the platform (wire format, section 5.2). */
export interface Artifact {
  readonly id: string | null;
  /** `input`, `result`, or a word of the platform's own. */
  readonly kind: string;
  readonly slotName: string | null;
  readonly contentType: string | null;
  readonly fileName: string | null;
  readonly sizeBytes: number | null;
  /** Signed GET address that expires; to be asked for without credentials. */
  readonly downloadUrl: string | null;
}

/** What the list says of a job: no file name and no result (wire format, section 2). */
export interface JobSummary {
  /** Numbers and strings on the wire; always compared as a string. */
  readonly id: string;
  /** As it came, as a string; null when the answer leaves it out. May name a type this version does not know. */
  readonly taskTypeId: string | null;
  readonly status: JobStatus;
  /** The known status, or the platform's own word exactly as it came. This is what people are shown. */
  readonly statusWord: string;
  /** ms epoch; null when absent or unreadable. */
  readonly createdAt: number | null;
  /** ms epoch; null when absent or unreadable. */
  readonly updatedAt: number | null;
}

/** Everything one answer says of a job, whichever vocabulary it came in. */
export interface Job extends JobSummary {
  readonly taskTypeSlug: string | null;
  /** ms epoch; null when absent or unreadable. */
  readonly completedAt: number | null;
  /** Credits charged; null when the answer does not say. */
  readonly cost: number | null;
  readonly inputs: readonly JobInput[];
  readonly artifacts: readonly Artifact[];
  /** The inline result exactly as it came; undefined when there is none. */
  readonly result: unknown;
  /** Where the full result lies when it is not inline: the `result` artifact, `resultURL` or `resultUrl`. */
  readonly resultUrl: string | null;
  readonly errorMessage: string | null;
}

/** One page of the list. */
export interface JobPage {
  readonly jobs: readonly JobSummary[];
  /** Entries without an id, as they came: they can be counted and shown, not opened. */
  readonly unreadable: readonly unknown[];
  readonly page: number;
  /** Entries a page. */
  readonly limit: number;
  /** Entries on all pages; null when the answer does not say. */
  readonly total: number | null;
}

/** Whether the platform is still going to change this job by itself: worth polling. */
export function isActive(status: JobStatus): boolean {
  return status === 'queued' || status === 'processing' || status === 'unknown';
}

/** Whether this job never changes again (other than by being deleted). */
export function isTerminal(status: JobStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled';
}

/** Whether a cancel can succeed: only before processing starts (wire format, section 2). */
export function canCancel(status: JobStatus): boolean {
  return status === 'waiting_for_finalize' || status === 'queued';
}

/** Whether a delete can succeed: any time but while processing (wire format, section 2). */
export function canDelete(status: JobStatus): boolean {
  return status !== 'processing';
}

/** Whether a job has run past the time its type is given; `timeoutMs` and `now` in ms, `now` as epoch. */
export function isOverdue(job: JobSummary, timeoutMs: number, now: number): boolean {
  return isActive(job.status) && job.createdAt !== null && now - job.createdAt > timeoutMs;
}

const STATUS_WORDS: Readonly<Record<string, KnownJobStatus>> = {
  created: 'waiting_for_finalize',
  initiated: 'waiting_for_finalize',
  pending: 'waiting_for_finalize',
  waiting_for_finalize: 'waiting_for_finalize',
  queued: 'queued',
  processing: 'processing',
  completed: 'completed',
  processed: 'completed',
  failed: 'failed',
  error: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
};

/**
 * Reads a status word of either vocabulary in any letter case (wire format, section 5.2).
 * An unknown word comes back as it was, with status `unknown`.
 */
export function readStatus(word: string): { status: JobStatus; statusWord: string } {
  const key = word.trim().toLowerCase();
  const status = Object.hasOwn(STATUS_WORDS, key) ? STATUS_WORDS[key] : undefined;
  return status ? { status, statusWord: status } : { status: 'unknown', statusWord: word };
}
