import { ORIGINAL_SLOT, REFERENCE_SLOT } from './task-types.ts';

/** The statuses that a listed job can have (wire format, section 2); `initiated`, `processed` and the like are read into these. */
export const JOB_STATUSES = ['waiting_for_finalize', 'queued', 'processing', 'completed', 'failed', 'cancelled'] as const;

/** One of {@link JOB_STATUSES}. */
export type KnownJobStatus = (typeof JOB_STATUSES)[number];

/**
 * A known status; `deleted` for a job that is gone for good (wire format, section 6.3); or `unknown` for a word the
 * platform has that this version does not, see {@link Job.statusWord}.
 */
export type JobStatus = KnownJobStatus | 'deleted' | 'unknown';

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
  /** `input`, `result`, `heatmap`, or a word of the platform's own; in lower case. */
  readonly kind: string;
  readonly slotName: string | null;
  readonly contentType: string | null;
  readonly fileName: string | null;
  readonly sizeBytes: number | null;
  /** Signed GET address that expires; to be asked for without credentials. */
  readonly downloadUrl: string | null;
}

/** What an answer says of the task type of a job (wire format, sections 5.2 and 6.1). Every part may be missing. */
export interface TaskTypeInfo {
  readonly id: string | null;
  readonly slug: string | null;
  /** The model's name, as the platform shows it (`displayName`). */
  readonly name: string | null;
  readonly description: string | null;
  /** What the type takes, slot by slot; empty when the answer does not say. */
  readonly slots: readonly TaskTypeSlot[];
}

/** One input slot of a task type. */
export interface TaskTypeSlot {
  readonly name: string;
  /** Media types in lower case; empty when the answer does not say. */
  readonly mimes: readonly string[];
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
  /** What the answer says of the task type itself: enough to name and re-run one that this version has never heard of. */
  readonly taskType: TaskTypeInfo | null;
  /** ms epoch; null when absent or unreadable. */
  readonly completedAt: number | null;
  /** Credits charged; null when the answer does not say. */
  readonly cost: number | null;
  readonly inputs: readonly JobInput[];
  /** Every artifact, heatmaps among them; see {@link artifactsOfKind}. */
  readonly artifacts: readonly Artifact[];
  /**
   * The whole result exactly as it came; undefined while there is none. The `result` artifact is the whole result and wins
   * over an inline one (wire format, section 6.5): where {@link resultUrl} is there, this is undefined until what lies
   * behind that link has been fetched and put here.
   */
  readonly result: unknown;
  /** The inline result exactly as it came, whether or not there is an artifact; perhaps a part. Undefined when there is none. */
  readonly inlineResult: unknown;
  /**
   * Where the whole result has to be fetched: the JSON `result` artifact, or else, without an inline result, `resultURL` or
   * `resultUrl` of older answers. Null when the inline result is the whole one, or there is none.
   */
  readonly resultUrl: string | null;
  /** Why the result behind {@link resultUrl} could not be fetched, in words for people; set by who fetches it. Null: nothing went wrong. */
  readonly resultProblem: string | null;
  /**
   * Fields on the job's own record that say what a result says ({@link RECORD_FIELDS}; wire format, section 6.5), as they
   * came; empty when there are none.
   */
  readonly recordFields: Readonly<Record<string, unknown>>;
  readonly errorMessage: string | null;
  /** What the create named it by (wire format, section 6.2); null where it named nothing, or the platform does not give it back. */
  readonly externalReference: string | null;
}

/** The result-like fields that may stand on the job or media record itself, beside `resultURL` (wire format, section 6.5). */
export const RECORD_FIELDS = ['fake', 'confidence', 'faces', 'deepFakes', 'participants', 'heatmapURL', 'srcURL'] as const;

/** The artifacts of a kind that can be downloaded, in their order: `heatmap`, say. */
export function artifactsOfKind(job: Pick<Job, 'artifacts'>, kind: string): readonly (Artifact & { readonly downloadUrl: string })[] {
  return job.artifacts.flatMap((artifact) => (artifact.kind === kind && artifact.downloadUrl !== null ? [{ ...artifact, downloadUrl: artifact.downloadUrl }] : []));
}

/** The file that a job is about, among its inputs or artifacts: in slot `original`, or in the main slot of a type that names it otherwise (wire format, section 6.1). */
export function mainFileOf<T extends { readonly slotName: string | null }>(files: readonly T[]): T | null {
  return files.find(({ slotName }) => slotName === ORIGINAL_SLOT) ?? files.find(({ slotName }) => slotName !== null && slotName !== REFERENCE_SLOT) ?? null;
}

/** What the answer to a finalize or a cancel says beside its success; every part is null where it says nothing that can be read. */
export interface CommandAnswer {
  /** Where the job stands now: a cancel may be answered by `completed`. */
  readonly status: JobStatus | null;
  /** The known status, or the platform's own word exactly as it came. */
  readonly statusWord: string | null;
  /** ms epoch. */
  readonly updatedAt: number | null;
  readonly message: string | null;
}

/** One page of the list. */
export interface JobPage {
  readonly jobs: readonly JobSummary[];
  /** Entries without an id, as they came: they can be counted and shown, not opened. */
  readonly unreadable: readonly unknown[];
  /** What the answer says, or else what was asked for: a platform that ignores the page says 1 of each. */
  readonly page: number;
  /** Entries a page: what the answer says, or else what was asked for. */
  readonly limit: number;
  /**
   * Entries a page as the answer itself says; null when it does not. Only where it says so is a page shorter than this
   * the last one (wire format, section 6.4); shorter than what was asked for means nothing.
   */
  readonly statedLimit: number | null;
  /** Entries on all pages; null when the answer does not say. */
  readonly total: number | null;
  /** Where the page starts, from 0, in an answer that has this in place of its page (wire format, section 6.4). */
  readonly offset?: number | undefined;
}

/** Whether the platform is still going to change this job by itself: worth polling. */
export function isActive(status: JobStatus): boolean {
  return status === 'queued' || status === 'processing' || status === 'unknown';
}

/** Whether this job never changes by itself again (other than by being deleted or run anew by the platform). */
export function isTerminal(status: JobStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled' || status === 'deleted';
}

/** Whether a cancel can succeed: only before processing starts (wire format, section 2). */
export function canCancel(status: JobStatus): boolean {
  return status === 'waiting_for_finalize' || status === 'queued';
}

/** Whether a delete can succeed: any time but while processing (wire format, section 2). */
export function canDelete(status: JobStatus): boolean {
  return status !== 'processing' && status !== 'deleted';
}

/** Whether a job has run past the time its type is given; `timeoutMs` and `now` in ms, `now` as epoch. */
export function isOverdue(job: JobSummary, timeoutMs: number, now: number): boolean {
  return isActive(job.status) && job.createdAt !== null && now - job.createdAt > timeoutMs;
}

const STATUS_WORDS: Readonly<Record<string, Exclude<JobStatus, 'unknown'>>> = {
  created: 'waiting_for_finalize',
  initiated: 'waiting_for_finalize',
  inited: 'waiting_for_finalize',
  pending: 'waiting_for_finalize',
  waiting_for_finalize: 'waiting_for_finalize',
  queued: 'queued',
  uploaded: 'processing',
  processing: 'processing',
  completed: 'completed',
  processed: 'completed',
  failed: 'failed',
  error: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  deleted: 'deleted',
};

/**
 * Reads a status word of any vocabulary in any letter case (wire format, sections 5.2 and 6.3).
 * An unknown word comes back as it was, with status `unknown`.
 */
export function readStatus(word: string): { status: JobStatus; statusWord: string } {
  const key = word.trim().toLowerCase();
  const status = Object.hasOwn(STATUS_WORDS, key) ? STATUS_WORDS[key] : undefined;
  return status ? { status, statusWord: status } : { status: 'unknown', statusWord: word };
}
