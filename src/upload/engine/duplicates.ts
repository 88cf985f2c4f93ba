import type { JobReads } from '#src/jobs-api/client.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import type { ItemMap } from '../model/item-map.ts';
import type { UploadItem } from '../model/item.ts';
import { listedDuplicate, findDuplicate } from './find-duplicate.ts';
import type { QueueStorage } from '../storage/queue-storage.ts';
import { toQueue } from '../model/transitions.ts';
import { duplicateStatus, type DuplicateFinder } from '../model/duplicate-finder.ts';

/** What the guard against duplicates takes from the engine. */
export interface DuplicatesOptions {
  readonly api: JobReads;
  readonly storage: Pick<QueueStorage, 'findEvidence' | 'knowsSize'>;
  readonly itemMap: ItemMap;
  readonly duplicateFinder: DuplicateFinder;
  readonly blobStore: BlobStore;
  readonly save: (items: readonly UploadItem[]) => Promise<void>;
  /** As `save`, for what may be found out again. */
  readonly saveSoon: (item: UploadItem) => void;
  readonly forget: (itemIds: readonly string[]) => void;
  /** Begins with what is due. */
  readonly work: () => void;
  readonly stopped: AbortSignal;
}

/** Sees to it that nothing is paid for twice unless a person wants that. */
export interface Duplicates {
  /** A new item that is to start by itself: in line if it surely is no double, else marked to start once that is known. */
  readonly startOrMark: (item: UploadItem) => Promise<UploadItem>;
  /** A new item with the listed one that is the same at first sight; null when there is none. */
  readonly asListed: (item: UploadItem) => UploadItem | null;
  /** Notes what items that were not sent yet would be paid for a second time with, one after the other. */
  readonly note: (...itemIds: readonly string[]) => Promise<void>;
  /** Whether all that can be known of an item's duplicates has been noted. */
  readonly isKnown: (item: UploadItem) => boolean;
  /** Starts an item that waits to be known as single, if it is; `hashed`: everything that can be known of its bytes is. */
  readonly startIfSingle: (itemId: string, hashed: boolean) => Promise<void>;
  /** Takes the job of an item's duplicate for the item's own. */
  readonly useTwin: (itemId: string) => Promise<void>;
}

/** Makes the guard of a queue. */
export function createDuplicates({ api, storage, itemMap, duplicateFinder, blobStore, save, saveSoon, forget, work, stopped }: DuplicatesOptions): Duplicates {
  const mayHaveTwin = async (item: UploadItem) => duplicateFinder.sharesSize(item) || storage.knowsSize(item.sizeBytes).catch(() => false);
  // Items whose duplicate is being looked for, or soon will be.
  const looking = new Set<string>();

  async function note(itemId: string): Promise<void> {
    const item = itemMap.get(itemId);
    if (item?.state.status !== 'staged') return;
    // Before anything is waited for: of two whose bytes become known at about the same time, one sees the other.
    if (item.startsIfSingle && item.sha256 !== null && duplicateFinder.find(item) === null) duplicateFinder.claim(itemId);
    const twin = await findDuplicate(item, { duplicateFinder, storage, api, stopped });
    const now = itemMap.get(itemId);
    if (now?.taskType === item.taskType && !stopped.aborted) saveSoon({ ...now, twin });
  }

  return {
    async startOrMark(item) {
      return item.inspected && !(await mayHaveTwin(item)) ? (toQueue(item) ?? item) : { ...item, startsIfSingle: true };
    },
    asListed(item) {
      const other = duplicateFinder.find(item);
      return other && { ...item, twin: listedDuplicate(item, other) };
    },
    async note(...itemIds) {
      for (const itemId of itemIds) looking.add(itemId);
      for (const itemId of itemIds) await note(itemId).finally(() => looking.delete(itemId));
    },
    isKnown: ({ id, inspected, sha256 }) => inspected && sha256 !== null && !looking.has(id),
    async startIfSingle(itemId, hashed) {
      const item = itemMap.get(itemId);
      // One that cannot be read goes on all the same: its upload says why.
      if (!item?.startsIfSingle || (!item.inspected && !hashed)) return;
      if (item.twin) return saveSoon({ ...item, startsIfSingle: false });
      if (!hashed && (await mayHaveTwin(item))) return;
      const now = itemMap.get(itemId);
      const queued = now?.startsIfSingle ? toQueue(now) : null;
      // The one thing that is lost with a page that dies now is that it was found to be single.
      if (queued) saveSoon(queued);
      work();
    },
    async useTwin(itemId) {
      const item = itemMap.get(itemId);
      const standing = item ? duplicateStatus(item, itemMap.view().items) : null;
      if (item?.state.status !== 'staged' || standing === null) return;
      // Of two in the list, one is enough.
      if (standing === 'listed') return forget([item.id]);
      blobStore.forget([item.id]);
      await save([{ ...item, state: { status: 'submitted', jobId: standing.jobId, reused: true } }]);
    },
  };
}
