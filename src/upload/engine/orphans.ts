import { isUnclear } from '#src/jobs-api/answer-kinds.ts';
import type { JobReads } from '#src/jobs-api/client.ts';
import { HttpError } from '#src/jobs-api/errors.ts';
import { isGone } from '#src/jobs-api/explain-error.ts';
import type { JobCommands } from '#src/jobs-api/job-commands.ts';
import { mainFileOf, type Job, type JobSummary } from '#src/jobs-api/job.ts';
import { listPages } from '#src/jobs-api/list-pages.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import type { LostCreate, UploadItem } from '../model/item.ts';

/** What the search needs of its surroundings. */
export interface OrphanSearch {
  readonly api: Pick<JobReads, 'listJobs' | 'getJob' | 'serverTime'>;
  readonly commands: Pick<JobCommands, 'delete'>;
  readonly item: UploadItem;
  /** The creates of the item whose answers never came; at least one. */
  readonly creates: readonly LostCreate[];
  /** Jobs that belong to items of the queue, this one included, and must be left alone. */
  readonly knownJobIds: ReadonlySet<string>;
  readonly wait: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/** What came of a search. */
export interface OrphanFindings {
  /** Whether nothing of these creates can turn up any more: all was read, and the last one was sent long enough ago. */
  readonly isFinal: boolean;
  /** Never-finalized jobs that look like the file's own, and that nothing proves to be: they were left alone. */
  readonly lookAlikes: readonly string[];
}

// How far `at` may be off, being a clock corrected by headers that count whole seconds.
const CLOCK_SKEW_MS = 30_000;
// A create is carried out while its answer is waited for (30 s), or soon after: what is younger is not of this attempt.
const LATEST_MS = 3 * 60_000;
// By then a late create was carried out, and a colleague who sends the same file has mostly finalized.
const SETTLED_MS = 5 * 60_000;
const PAGE = 100;
// A few entries may stand newest first by chance.
const FEWEST_IN_ORDER = 20;
// Of a list in no useful order; one that is newest first is left as soon as it reaches back past the attempt.
const MOST_PAGES = 200;
// A replica may list a job whose detail it does not know yet.
const READ_AGAIN_AFTER_MS = [0, 1_000, 3_000];

/**
 * Deletes the never-finalized jobs that creates with lost answers left behind, where it is proved that this browser made them: by
 * our `externalReference`. Nothing else is proof: a colleague may send the same file in the same second. So on a platform that
 * gives no references back, jobs of the same type, name and size from the minutes of the attempt are named and left alone, since a
 * job that is never finalized costs nothing. Throws what the API client throws; asking again is harmless.
 */
export async function removeOrphans(search: OrphanSearch): Promise<OrphanFindings> {
  const { api, commands, item, creates, signal } = search;
  const references = new Set(creates.map(({ reference }) => reference));
  const { candidates, isComplete } = await listCandidates(search);
  const lookAlikes: string[] = [];
  let isSure = isComplete;
  let givesReferences = false;
  for (const candidate of candidates) {
    const job = await readSurely(search, candidate.id);
    if (job === null) isSure = false;
    givesReferences ||= job?.externalReference != null;
    // The list may lag behind: what was finalized since was charged, whoever made it.
    if (job?.status !== 'waiting_for_finalize') continue;
    if (job.externalReference === null) {
      if (isSameFile(job, item) && isOfAttempt(job, candidate, creates)) lookAlikes.push(job.id);
    } else if (references.has(job.externalReference)) await deleteIfPossible(commands, job.id, item.id, signal);
  }
  const isSettled = api.serverTime() >= Math.max(...creates.map(({ at }) => at)) + SETTLED_MS;
  const isFinal = isSettled && isSure;
  if (lookAlikes.length === 0 || givesReferences) return { isFinal, lookAlikes: [] };
  // Our own job tells whether this platform gives references back: then what carries none is somebody else's.
  if (item.job && (await readSurely(search, item.job.id))?.externalReference) return { isFinal, lookAlikes: [] };
  return { isFinal, lookAlikes };
}

/** The listed jobs that have to be read. They are gathered before any is deleted, since what is deleted moves the pages. */
async function listCandidates({ api, item, creates, knownJobIds, signal }: OrphanSearch): Promise<{ candidates: readonly JobSummary[]; isComplete: boolean }> {
  const oldest = Math.min(...creates.map(({ at }) => at)) - CLOCK_SKEW_MS;
  const candidates: JobSummary[] = [];
  let previous = Infinity;
  let isNewestFirst = true;
  let isRepeated = false;
  let entries = 0;
  let pages = 0;
  for await (const { answer, fresh, end } of listPages({ api, limit: PAGE, signal })) {
    candidates.push(...fresh.filter((job) =>
      job.status === 'waiting_for_finalize' && !knownJobIds.has(job.id) && (job.createdAt ?? oldest) >= oldest && (job.taskTypeId === null || taskTypes.keyOf(job) === item.taskType)));
    for (const { createdAt } of answer.jobs) {
      isNewestFirst &&= createdAt !== null && createdAt <= previous;
      previous = createdAt ?? previous;
    }
    entries += answer.jobs.length;
    isRepeated ||= fresh.length < answer.jobs.length;
    pages += 1;
    const isInOrder = isNewestFirst && entries >= FEWEST_IN_ORDER;
    // A list by the last change puts old jobs that were just completed first.
    if (isInOrder && previous < oldest && (answer.jobs.at(-1)?.updatedAt ?? 0) < oldest) break;
    // A list in no order in which some entries came twice may have left others out; what shows only part of itself may show another part next time.
    if (pages >= MOST_PAGES || end === 'uncertain' || (end !== null && isRepeated && !isInOrder)) return { candidates, isComplete: false };
  }
  return { candidates, isComplete: true };
}

/** null for a job that is gone, or that no replica that was asked knows yet. */
async function readSurely({ api, wait, signal }: OrphanSearch, jobId: string): Promise<Job | null> {
  for (const waitMs of READ_AGAIN_AFTER_MS) {
    if (waitMs > 0) await wait(waitMs);
    signal.throwIfAborted();
    try {
      return await api.getJob(jobId, signal);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  return null;
}

function isSameFile(job: Job, item: UploadItem): boolean {
  const input = mainFileOf(job.inputs) ?? mainFileOf(job.artifacts);
  return input?.fileName === item.name && input.sizeBytes === item.sizeBytes;
}

function isOfAttempt(job: Job, listed: JobSummary, creates: readonly LostCreate[]): boolean {
  const createdAt = job.createdAt ?? listed.createdAt;
  return createdAt !== null && creates.some(({ at }) => createdAt >= at - CLOCK_SKEW_MS && createdAt <= at + LATEST_MS);
}

/**
 * Deletes a job that was never finalized; false when that is refused (no permission, a state that does not allow it). Such a job
 * is never processed and costs nothing, so it must not hold up the file. One that is gone already is fine. What was answered is
 * in the action log. Throws a passing failure, and that nobody is signed in.
 */
export async function deleteIfPossible(commands: Pick<JobCommands, 'delete'>, jobId: string, itemId: string, signal: AbortSignal): Promise<boolean> {
  try {
    await commands.delete(jobId, signal, itemId);
    return true;
  } catch (error) {
    const isRefusal = error instanceof HttpError && !isUnclear(error) && error.status !== 401;
    if (!isRefusal) throw error;
    return false;
  }
}
