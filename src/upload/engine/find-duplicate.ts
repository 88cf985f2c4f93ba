import type { JobReads } from '#src/jobs-api/client.ts';
import { isGone } from '#src/jobs-api/explain-error.ts';
import type { Duplicate, UploadItem } from '../model/item.ts';
import type { QueueStorage } from '../storage/queue-storage.ts';
import { duplicateJobOf, type DuplicateFinder } from '../model/duplicate-finder.ts';

/** Where duplicates are looked for. */
export interface DuplicateSearch {
  readonly duplicateFinder: DuplicateFinder;
  readonly storage: Pick<QueueStorage, 'findEvidence'>;
  readonly api: Pick<JobReads, 'getJob'>;
  readonly stopped: AbortSignal;
}

/** Looks for what an item would be paid for a second time with: in the list, then among earlier jobs that are of use. */
export async function findDuplicate(item: UploadItem, { duplicateFinder, storage, api, stopped }: DuplicateSearch): Promise<Duplicate | null> {
  const other = duplicateFinder.find(item);
  const earlier = item.sha256 === null ? [] : await storage.findEvidence(item.sha256).catch(() => []);
  const twin = other ? listedDuplicate(item, other) : duplicateJobOf(item, earlier);
  const jobId = twin?.kind === 'job' ? twin.jobId : other?.state.status === 'submitted' ? other.state.jobId : null;
  return jobId === null || (await isOfUse(api, jobId, stopped)) ? twin : null;
}

/** `other` as a duplicate of `item`. */
export function listedDuplicate(item: UploadItem, other: UploadItem): Duplicate {
  return { kind: 'item', itemId: other.id, sameName: other.name === item.name };
}

/** Whether an earlier job still has, or will have, a result. One that cannot be asked for now is taken to. */
async function isOfUse(api: DuplicateSearch['api'], jobId: string, stopped: AbortSignal): Promise<boolean> {
  try {
    const { status } = await api.getJob(jobId, stopped);
    return status !== 'failed' && status !== 'cancelled' && status !== 'deleted';
  } catch (error) {
    return !isGone(error);
  }
}
