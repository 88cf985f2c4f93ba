import type { JobsClient } from '#src/jobs-api/client.ts';
import { HttpError } from '#src/jobs-api/errors.ts';
import { isGone } from '#src/jobs-api/explain-error.ts';
import { ORIGINAL_SLOT } from '#src/jobs-api/task-types.ts';
import type { UploadItem } from './item.ts';

/** What the search needs of its surroundings. */
export interface OrphanSearch {
  readonly api: Pick<JobsClient, 'listJobs' | 'getJob' | 'deleteJob'>;
  /** The item whose create is in doubt since `createAskedAt`. */
  readonly item: UploadItem;
  /** When the create was sent, in the platform's time, ms epoch. */
  readonly askedAt: number;
  /** Jobs that belong to other items and must be left alone. */
  readonly knownJobIds: ReadonlySet<string>;
  readonly signal: AbortSignal;
}

// How far `askedAt` may be off, being a clock corrected by headers that count whole seconds.
const CLOCK_SKEW_MS = 2 * 60_000;
const PAGE = 100;

/**
 * Removes the jobs that a create with a lost answer left behind: never finalized, of the item's type, file name
 * and size, and not older than the attempt. Throws what the API client throws; asking again is harmless.
 */
export async function removeOrphans({ api, item, askedAt, knownJobIds, signal }: OrphanSearch): Promise<void> {
  const oldest = askedAt - CLOCK_SKEW_MS;
  for (let page = 1; ; page += 1) {
    const { jobs } = await api.listJobs({ page, limit: PAGE }, signal);
    for (const job of jobs) {
      const candidate = job.status === 'waiting_for_finalize' && job.taskTypeId === String(item.taskTypeId) && !knownJobIds.has(job.id);
      if (candidate && (job.createdAt ?? askedAt) >= oldest && (await isSameFile(api, job.id, item, signal))) {
        await deleteIfPossible(api, job.id, signal);
      }
    }
    // Newest first: once a page reaches back past the attempt, nothing further can be the orphan.
    const last = jobs.at(-1);
    if (jobs.length < PAGE || last === undefined || (last.createdAt ?? askedAt) < oldest) return;
  }
}

async function isSameFile(api: OrphanSearch['api'], jobId: string, item: UploadItem, signal: AbortSignal): Promise<boolean> {
  try {
    const job = await api.getJob(jobId, signal);
    const input = job.inputs.find((entry) => entry.slotName === ORIGINAL_SLOT) ?? job.artifacts.find((entry) => entry.slotName === ORIGINAL_SLOT);
    return input?.fileName === item.name && input.sizeBytes === item.sizeBytes;
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

/**
 * Deletes a job that was never finalized. One that is gone already is fine, and so is a key that may not delete: the
 * job is never processed then, and must not hold up the file. Throws what the API client throws otherwise.
 */
export async function deleteIfPossible(api: Pick<JobsClient, 'deleteJob'>, jobId: string, signal: AbortSignal): Promise<void> {
  try {
    await api.deleteJob(jobId, signal);
  } catch (error) {
    if (!isGone(error) && !(error instanceof HttpError && error.status === 403)) throw error;
  }
}
