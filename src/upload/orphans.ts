import { isUnclear } from '#src/jobs-api/answer-kinds.ts';
import type { JobReads } from '#src/jobs-api/client.ts';
import { HttpError } from '#src/jobs-api/errors.ts';
import { isGone } from '#src/jobs-api/explain-error.ts';
import type { JobCommands } from '#src/jobs-api/job-commands.ts';
import { mainFileOf } from '#src/jobs-api/job.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import type { UploadItem } from './item.ts';

/** What the search needs of its surroundings. */
export interface OrphanSearch {
  readonly api: Pick<JobReads, 'listJobs' | 'getJob'>;
  readonly commands: Pick<JobCommands, 'delete'>;
  /** The item whose create is in doubt since `createAskedAt`. */
  readonly item: UploadItem;
  /** When each create was sent, in the platform's time, ms epoch. */
  readonly askedAt: readonly number[];
  /** Jobs that belong to items of the queue, this one included, and must be left alone. */
  readonly knownJobIds: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

// How far `askedAt` may be off, being a clock corrected by headers that count whole seconds.
const CLOCK_SKEW_MS = 2 * 60_000;
// A create is carried out while its answer is waited for (30 s), or soon after. What is younger is somebody else's.
const LATEST_MS = 3 * 60_000;
const PAGE = 100;

/**
 * Removes the jobs that a create with a lost answer left behind: never finalized, of the item's type, file name
 * and size, and not older than the attempt. Throws what the API client throws; asking again is harmless.
 */
export async function removeOrphans({ api, commands, item, askedAt, knownJobIds, signal }: OrphanSearch): Promise<void> {
  const oldest = Math.min(...askedAt) - CLOCK_SKEW_MS;
  const isOfAttempt = ({ createdAt }: { readonly createdAt: number | null }) => createdAt === null || askedAt.some((at) => isWithin(createdAt, at - CLOCK_SKEW_MS, at + LATEST_MS));
  for (let page = 1; ; page += 1) {
    const { jobs } = await api.listJobs({ page, limit: PAGE }, signal);
    for (const job of jobs) {
      const candidate = job.status === 'waiting_for_finalize' && taskTypes.keyOf(job) === item.taskType && !knownJobIds.has(job.id);
      if (candidate && isOfAttempt(job) && (await isSameFile(api, job.id, item, signal))) {
        await deleteIfPossible(commands, job.id, item.id, signal);
      }
    }
    // Newest first: once a page reaches back past the attempt, nothing further can be the orphan.
    const last = jobs.at(-1);
    if (jobs.length < PAGE || last === undefined || (last.createdAt ?? oldest) < oldest) return;
  }
}

async function isSameFile(api: OrphanSearch['api'], jobId: string, item: UploadItem, signal: AbortSignal): Promise<boolean> {
  try {
    const job = await api.getJob(jobId, signal);
    const input = mainFileOf(job.inputs) ?? mainFileOf(job.artifacts);
    return input?.fileName === item.name && input.sizeBytes === item.sizeBytes;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

function isWithin(time: number, from: number, to: number): boolean {
  return time >= from && time <= to;
}

/**
 * Deletes a job that was never finalized. One that is gone already is fine, and so is any refusal (no permission, a state that
 * does not allow it): such a job is never processed and costs nothing, so it must not hold up the file. What was answered is in the
 * action log. Throws a passing failure, and that nobody is signed in.
 */
export async function deleteIfPossible(commands: Pick<JobCommands, 'delete'>, jobId: string, itemId: string, signal: AbortSignal): Promise<void> {
  try {
    await commands.delete(jobId, signal, itemId);
  } catch (error) {
    const isRefusal = error instanceof HttpError && !isUnclear(error) && error.status !== 401;
    if (!isRefusal) throw error;
  }
}
