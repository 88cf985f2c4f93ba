import type { FaceChecks } from '#src/jobs-api/face-checks.ts';
import type { MediaFormat } from '#src/jobs-api/media-formats.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import type { TaskTypeKey } from '#src/jobs-api/task-type-registry.ts';

/** A problem kept with an item, in words. */
export interface ItemProblem {
  /** What happened, without a full stop. */
  readonly title: string;
  readonly advice: string;
  /** What the server said, as it came. */
  readonly said: string | null;
}

/**
 * What a person is asked to decide when it is not known whether a finalize was carried out: to send it again for the same job, or
 * to make a fresh job. Either may charge a second time.
 */
export type ItemChoice = 'send-again' | 'fresh-job';

/** Where one file stands. `waiting` to `finalizing` is work; `staged` and `paused` wait for a person. */
export type UploadState =
  | { readonly status: 'staged' }
  | { readonly status: 'rejected'; readonly reason: string }
  /** In the queue. With `retry`, an attempt failed at `retry.from`, and the next one comes at `retry.at` (ms epoch). */
  | { readonly status: 'waiting'; readonly retry?: { readonly from?: number; readonly at: number; readonly problem: ItemProblem } }
  | { readonly status: 'creating' }
  | { readonly status: 'uploading' }
  | { readonly status: 'paused' }
  | { readonly status: 'finalizing' }
  /** `reused`: nothing was sent, since an earlier job has the same bytes. */
  | { readonly status: 'submitted'; readonly jobId: string; readonly reused?: true }
  /**
   * A person has to act. `needs`: the file itself, leave to read it again, or nothing but another try. `reading`: what the job
   * showed when it was read last, in words, where that left open whether it was finalized.
   */
  | { readonly status: 'failed'; readonly problem: ItemProblem; readonly needs: 'file' | 'leave' | null; readonly choice?: ItemChoice; readonly reading?: string }
  /** Taken off the list by a person; kept until the platform holds nothing of it. Never shown. */
  | { readonly status: 'removing'; readonly from?: number; readonly retryAt?: number };

/** The statuses a person can see, as in `data-upload-status`. */
export type UploadStatus = Exclude<UploadState['status'], 'removing'>;

/** The job that an item's bytes go into. Written to disk before the first byte is sent. */
export interface UploadJob {
  readonly id: string;
  /** The status word of the answer to the create: as long as it stands, the job is not finalized. */
  readonly openWord: string;
  /** When a finalize was last sent, ms epoch; null while none was: then nobody has been charged. */
  readonly finalizeAskedAt: number | null;
  /** What came back when it was sent last, in words; null while that is not known. */
  readonly finalizeAnswer: string | null;
  readonly slots: readonly UploadSlot[];
}

/** One presigned address of a job. */
export interface UploadSlot {
  readonly slotName: string;
  readonly uploadUrl: string;
  /** When storage stops to take it, ms epoch in the platform's time. */
  readonly expiresAt: number;
  /** Whether storage has confirmed every byte. */
  readonly uploaded: boolean;
}

/** The second image of a similarity check; its bytes lie beside the item's own. */
export interface ReferenceFile {
  readonly name: string;
  /** Bytes. */
  readonly sizeBytes: number;
  readonly contentType: string;
}

/** A create whose answer never came: the platform may have made a job of it, or may yet. */
export interface LostCreate {
  /** When it was sent, ms epoch in the platform's time. */
  readonly at: number;
  /** Its `externalReference`; null for one that an earlier version sent. */
  readonly reference: string | null;
}

/** What is looked for on the platform after a file's own job is through, or was given up, and deleted. */
export interface Leftovers {
  readonly creates: readonly LostCreate[];
  /** Never-finalized jobs of this file whose delete has not been answered yet. */
  readonly jobIds: readonly string[];
  /** Looks that were taken so far. */
  readonly looks: number;
  /** The next look comes at `until`; that was decided at `from`. ms epoch by this computer's clock. */
  readonly from: number;
  readonly until: number;
}

/** When each step was reached, ms epoch. */
export interface UploadTimes {
  readonly staged: number;
  readonly created?: number;
  readonly uploadStarted?: number;
  readonly uploaded?: number;
  readonly finalized?: number;
}

/** One file on its way. Plain data: it goes to disk and between tabs as it is. */
export interface UploadItem {
  /** Sorts in the order in which items were added. */
  readonly id: string;
  readonly name: string;
  /** The folder it was dropped with, "" for none; for people only, never sent. */
  readonly folder: string;
  /** Bytes. */
  readonly sizeBytes: number;
  /** ms epoch, as the browser gives it. */
  readonly lastModified: number;
  /** null for a rejected file, and while neither name nor MIME type tell anything and the content was not looked at. */
  readonly format: MediaFormat | null;
  /** The MIME type that is declared and sent. */
  readonly contentType: string;
  /** Whether the file's first bytes were looked at: until then, what is said of its type is what its name says. */
  readonly inspected: boolean;
  /** What the analyst should know of the choice of type, or of what was left on the platform. */
  readonly notice: string | null;
  /** null as long as `format` is. */
  readonly taskType: TaskTypeKey | null;
  /** Of a PDF, once its content was looked at; null when they could not be counted. An item of an earlier version has none. */
  readonly pageCount?: number | null;
  /** Used by Face Intelligence alone. */
  readonly checks: FaceChecks;
  readonly reference: ReferenceFile | null;
  readonly state: UploadState;
  readonly job: UploadJob | null;
  /**
   * When a create was sent whose answer is not on disk, ms epoch in the platform's time; null when none is in doubt.
   * While it is set the platform may hold a job that nobody knows of.
   */
  readonly createAskedAt: number | null;
  /** When each of these creates was sent, ms epoch in the platform's time: a platform without idempotency keys made a job for each. */
  readonly createAsks: readonly number[];
  /** What the platform may still hold of this file that nobody will use; null or absent when there is nothing. */
  readonly leftovers?: Leftovers | null;
  /**
   * The `Idempotency-Key` and `externalReference` of the attempt at hand (wire format, section 6.2), on disk before it is sent and
   * kept with its job; null before the first attempt, and once the job is given up.
   */
  readonly createKey: string | null;
  /** What a person decided of the job named, after having been told what it may cost; null as long as nobody had to. */
  readonly decision: { readonly jobId: string; readonly choice: ItemChoice } | null;
  /** A job of this item's own that has to go: its upload URL expired. null when there is none. */
  readonly staleJobId: string | null;
  /** Failures in a row since the last step that worked. */
  readonly attempts: number;
  /** Finalizes that went out for this file, over all of its jobs; absent means none. Never taken back: each may have been charged. */
  readonly finalizesSent?: number;
  /** Fresh jobs made by itself because one went away or its upload URL was refused, as far as they count against `MOST_FRESH_JOBS`. */
  readonly renewals: number;
  readonly times: UploadTimes;
  /** Of the file's bytes, 64 hexadecimal digits; null until it is known. */
  readonly sha256: string | null;
  /** What would be paid for twice if this were sent; null when nothing is known of the kind. */
  readonly twin: Duplicate | null;
  /** Whether it is sent by itself once its content was looked at and it is known to have no duplicate. */
  readonly startsIfSingle: boolean;
}

/**
 * A job, or an earlier item of the queue, with the same bytes for the same detector; or an item that looks the same.
 * `sameName`: under the same name too.
 */
export type Duplicate =
  | { readonly kind: 'job'; readonly jobId: string; readonly sameName: boolean }
  | { readonly kind: 'item'; readonly itemId: string; readonly sameName: boolean };

/** The slots whose bytes an item carries. */
export type SlotName = 'original' | 'reference';

/** Where the bytes of one slot of an item lie in the store. */
export function bytesKey(itemId: string, slot: SlotName): string {
  return `${itemId}/${slot}`;
}

const IN_PROGRESS: ReadonlySet<UploadState['status']> = new Set(['waiting', 'creating', 'uploading', 'finalizing']);

/** Whether the engine is working on the item or will do so by itself. */
export function isInProgress(item: UploadItem): boolean {
  return IN_PROGRESS.has(item.state.status);
}

/** Whether the item waits to be known as no double, and then goes in line by itself. */
export function startsByItself({ state, startsIfSingle }: UploadItem): boolean {
  return state.status === 'staged' && startsIfSingle;
}

/** Whether the item's own job is being made right now. */
export function isBeingSent({ state: { status } }: UploadItem): boolean {
  return status === 'creating' || status === 'uploading' || status === 'finalizing';
}

/** Whether a finalize may have been carried out that nobody knows the outcome of: before more is paid, a person looks at this one file. */
export function isFinalizeUnclear({ job, finalizesSent = 0 }: UploadItem): boolean {
  return job === null ? finalizesSent > 0 : job.finalizeAskedAt !== null;
}

/** Whether the item's bytes are still needed. */
export function needsBytes(item: UploadItem): boolean {
  const { status } = item.state;
  return status !== 'submitted' && status !== 'rejected' && status !== 'removing';
}

/** All bytes of an item, the reference included. */
export function totalBytes(item: UploadItem): number {
  return item.sizeBytes + (usesReference(item) ? (item.reference?.sizeBytes ?? 0) : 0);
}

/** Whether the item's task type is told which checks to make (wire format, section 5.3). */
export function hasFaceChecks({ taskType }: Pick<UploadItem, 'taskType'>): boolean {
  return taskTypes.find(taskType)?.options === 'face-checks';
}

/** Whether a second file goes with the item: only for a similarity check (wire format, section 5.3). */
export function usesReference(item: UploadItem): boolean {
  return hasFaceChecks(item) && item.checks.similarity;
}
