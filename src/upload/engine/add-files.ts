import type { BlobStore } from '../storage/blob-store.ts';
import type { Duplicates } from './duplicates.ts';
import type { Hasher } from '../content/hasher.ts';
import { isReadyToSend } from '../model/item-problem.ts';
import type { ItemMap } from '../model/item-map.ts';
import { needsBytes, type UploadItem } from '../model/item.ts';
import type { StartMode } from '../model/queue.ts';
import type { StagedFile } from '../model/stage-files.ts';
import { toQueue } from '../model/transitions.ts';
import type { DuplicateFinder } from '../model/duplicate-finder.ts';

/** What taking files in needs of the engine. */
export interface AddFilesOptions {
  readonly itemMap: ItemMap;
  readonly duplicateFinder: DuplicateFinder;
  readonly duplicates: Duplicates;
  readonly blobStore: BlobStore;
  readonly hash: Hasher;
  /** Shows items, and resolves once they are on disk. */
  readonly save: (items: readonly UploadItem[]) => Promise<void>;
  /** Begins with what is due. */
  readonly work: () => void;
  /** Moves items on, and begins with what is due. */
  readonly moveEach: (itemIds: readonly string[], move: (item: UploadItem) => UploadItem | null) => Promise<void>;
  /** Has what is not known of an item's bytes found out. */
  readonly askContent: (item: UploadItem) => void;
}

/** Takes files into the queue. */
export interface FileAdder {
  /** Adds items; a file that was missed takes its old place. Resolves once items and bytes are on disk, as far as that goes. */
  readonly add: (entries: readonly StagedFile[], start: StartMode) => Promise<void>;
  /** Goes on with an item whose bytes were lost, if `file` has the same ones. */
  readonly chooseAgain: (itemId: string, file: Blob, lastModified: number) => Promise<void>;
}

/** Makes what adds files to a queue. */
export function createFileAdder({ itemMap, duplicateFinder, duplicates, blobStore, hash, save, work, moveEach, askContent }: AddFilesOptions): FileAdder {
  async function add(entries: readonly StagedFile[], start: StartMode): Promise<void> {
    const copies: Promise<void>[] = [];
    const fresh: UploadItem[] = [];
    const lost = [...itemMap.all()].filter((item) => item.state.status === 'failed' && item.state.needs === 'file');
    for (const { item, bytes, handle } of entries) {
      // A command that comes a second time, from a tab whose leader died with the first, brings the bytes again.
      const known = itemMap.get(item.id);
      const again = lost.find(({ name, sizeBytes }) => name === item.name && sizeBytes === item.sizeBytes);
      if (bytes && again && known === undefined && (await isSameFile(again, bytes))) {
        copies.push(requeue(again.id, bytes, item.lastModified));
        lost.splice(lost.indexOf(again), 1);
        continue;
      }
      if (known === undefined) fresh.push(item);
      if (bytes && needsBytes(known ?? item)) copies.push(blobStore.keep(item.id, 'original', bytes, handle));
    }
    for (const item of fresh) duplicateFinder.note(item);
    itemMap.put(fresh);
    const begun = await Promise.all(fresh.map((item) => beforeStart(item, start)));
    // What a person did meanwhile to an item that was shown already comes first.
    const saved = save(begun.filter((_, index) => itemMap.get(fresh[index]?.id ?? '') === fresh[index]));
    work();
    fresh.flatMap(({ id }) => itemMap.get(id) ?? []).forEach(askContent);
    await Promise.all([saved, ...copies]);
  }

  /** How a new item begins: staged, in line, or in line once it is known that it would not be paid for twice. */
  async function beforeStart(item: UploadItem, start: StartMode): Promise<UploadItem> {
    if (item.state.status !== 'staged' || start === 'all') return start === 'all' && isReadyToSend(item) ? (toQueue(item) ?? item) : item;
    const listed = duplicates.asListed(item);
    if (listed) return listed;
    return start === 'no-doubles' && (isReadyToSend(item) || !item.inspected) ? duplicates.startOrMark(item) : item;
  }

  async function chooseAgain(itemId: string, file: Blob, lastModified: number): Promise<void> {
    const item = itemMap.get(itemId);
    if (item === undefined) return;
    if (await isSameFile(item, file)) return requeue(itemId, file, lastModified);
    const problem = { title: 'That is another file: its bytes differ', advice: `Choose the ${item.name} that was added first.`, said: null };
    return save([{ ...item, state: { status: 'failed', problem, needs: 'file' } }]);
  }

  /** Whether these are the bytes that an item was added with, as far as that was found out then. */
  async function isSameFile({ sha256 }: UploadItem, file: Blob): Promise<boolean> {
    return sha256 === null || (await hash(file)) === sha256;
  }

  async function requeue(itemId: string, file: Blob, lastModified: number): Promise<void> {
    await blobStore.keep(itemId, 'original', file, null);
    await moveEach([itemId], (now) => toQueue({ ...now, lastModified }));
  }

  return { add, chooseAgain };
}
