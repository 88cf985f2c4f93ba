import { pause, type Clock } from '#src/lib/clock.ts';
import { bytesKey, type SlotName } from '../model/item.ts';
import { createDebounce } from '#src/lib/debounce.ts';
import type { QueueStorage } from './queue-storage.ts';
import { BytesMissingError } from '../model/transfer-error.ts';

// A larger file starts at once: copying it first would cost more than what a crash in that moment would.
const WAIT_FOR_COPY_BYTES = 64 * 1024 ** 2;
// Small files reach the disk together; a large one needs its full speed.
const COPIES_AT_ONCE = 32;
const BYTES_AT_ONCE = 16 * 1024 ** 2;
const QUIET_MS = 200;
const TRY_AGAIN_MS = 10_000;
// A large copy competes with the upload for the disk: whether it is worth its while is looked at once a second.
const LOOK_AGAIN_MS = 1_000;

/** Holds the bytes of the queue: the files as chosen while the page lives, and a copy on disk for afterwards. */
export interface BlobStore {
  /**
   * Takes a slot's bytes and copies them to disk in the background; resolves when that is done with. A large file that
   * is soon sent is copied afterwards. Until there is a copy, or where it finds no room, the handle to the file is kept,
   * if there is one.
   */
  keep(itemId: string, slot: SlotName, bytes: Blob, handle: FileSystemFileHandle | null): Promise<void>;
  /** The bytes of a slot, once a copy is on disk or none is worth waiting for. Throws {@link BytesMissingError}, or `ReadingNotAllowedError`. */
  read(itemId: string, slot: SlotName): Promise<Blob>;
  /** The bytes of a slot at once, copied or not; null when this browser does not hold them. */
  peek(itemId: string, slot: SlotName): Promise<Blob | null>;
  /** The items of which a copy is under way or waits for its turn. */
  copying(): readonly string[];
  /** Resolves once what is copied of an item is on disk, and lets go of what was held in memory. */
  release(itemId: string): Promise<void>;
  /** Lets go of items' bytes, on disk too. */
  forget(itemIds: readonly string[]): void;
}

/** What a blob store needs. */
export interface BlobStoreOptions {
  readonly storage: QueueStorage;
  readonly clock: Clock;
  /** Whether an item's bytes will be on the platform so soon that a copy had better wait. */
  readonly isSoonSent: (itemId: string) => boolean;
  /** Told of an item whose bytes would not outlive the page, for want of disk space. */
  readonly onCopyFailed: (itemId: string) => void;
  /** Told of one of these items once its bytes are on disk after all. */
  readonly onCopiedLater: (itemId: string) => void;
  readonly stopped: AbortSignal;
}

/** A slot whose bytes are to be copied. */
interface Copy {
  readonly itemId: string;
  readonly key: string;
  readonly bytes: Blob;
  readonly handle: FileSystemFileHandle | null;
}

/** Makes a blob store. */
export function createBlobStore({ storage, clock, isSoonSent, onCopyFailed, onCopiedLater, stopped }: BlobStoreOptions): BlobStore {
  const files = new Map<string, Blob>();
  const copies = new Map<string, Promise<void>>();
  const pending: { readonly copy: Copy; readonly done: () => void }[] = [];
  const unfinished = new Set<Copy>();
  let uncopied: Copy[] = [];
  let copiesRunning = 0;
  let bytesRunning = 0;

  const hasTurn = (sizeBytes: number) => copiesRunning === 0 || (copiesRunning < COPIES_AT_ONCE && bytesRunning + sizeBytes <= BYTES_AT_ONCE);
  const copyNext = () => {
    for (let next = pending[0]; next !== undefined; next = pending[0]) {
      const { size } = next.copy.bytes;
      if (!hasTurn(size)) return;
      pending.shift();
      copiesRunning += 1;
      bytesRunning += size;
      void make(next.copy).then(next.done).finally(() => {
        copiesRunning -= 1;
        bytesRunning -= size;
        copyNext();
      });
    }
  };

  const copySoon = createDebounce(clock, QUIET_MS, copyNext);

  async function lineUp(copy: Copy): Promise<void> {
    unfinished.add(copy);
    if (copy.bytes.size > WAIT_FOR_COPY_BYTES) await untilWorthCopying(copy);
    const { promise, resolve } = Promise.withResolvers<void>();
    pending.push({ copy, done: resolve });
    // Thousands of files are listed before their copies take the disk; whoever waits for one starts them sooner.
    copySoon();
    await promise;
    unfinished.delete(copy);
  }

  async function untilWorthCopying({ itemId, key, bytes, handle }: Copy): Promise<void> {
    if (handle !== null) await storage.saveBytes(key, handle).catch(() => undefined);
    do await pause(clock, LOOK_AGAIN_MS);
    while (files.get(key) === bytes && isSoonSent(itemId));
  }

  async function make(copy: Copy): Promise<void> {
    if (await isCopied(copy)) return;
    onCopyFailed(copy.itemId);
    if (uncopied.push(copy) === 1) tryAgainLater();
  }

  /** False when there is no room. The item may have been removed while its copy waited, or while it was made. */
  async function isCopied({ itemId, key, bytes, handle }: Copy): Promise<boolean> {
    try {
      if (files.get(key) === bytes) await storage.saveBytes(key, bytes).catch((error: unknown) => saveHandle(key, handle, error));
      if (!files.has(key)) await storage.removeBytes([itemId]);
      return true;
    } catch {
      return false;
    }
  }

  async function saveHandle(key: string, handle: FileSystemFileHandle | null, whyNoCopy: unknown): Promise<void> {
    if (handle === null) throw whyNoCopy;
    await storage.saveBytes(key, handle);
  }

  const tryAgainLater = () => clock.after(TRY_AGAIN_MS, () => void tryAgain());
  /** A disk that is full may have room again: one copy tells, and the others follow it. */
  async function tryAgain(): Promise<void> {
    uncopied = uncopied.filter(({ key, bytes }) => files.get(key) === bytes);
    for (let copy = uncopied[0]; copy !== undefined && !stopped.aborted; copy = uncopied[0]) {
      if (!(await isCopied(copy))) {
        // Said again, since another slot of the item may have taken the warning back.
        onCopyFailed(copy.itemId);
        tryAgainLater();
        return;
      }
      uncopied.shift();
      onCopiedLater(copy.itemId);
    }
  }

  const drop = (key: string) => {
    files.delete(key);
    copies.delete(key);
  };

  return {
    keep(itemId, slot, bytes, handle) {
      const key = bytesKey(itemId, slot);
      files.set(key, bytes);
      const copied = lineUp({ itemId, key, bytes, handle });
      copies.set(key, copied);
      return copied;
    },
    async read(itemId, slot) {
      const key = bytesKey(itemId, slot);
      const file = files.get(key);
      copyNext();
      if (file && file.size <= WAIT_FOR_COPY_BYTES) await copies.get(key);
      if (file && (await isReadable(file))) return file;
      const copy = await storage.loadBytes(key);
      if (copy && (await isReadable(copy))) return copy;
      throw new BytesMissingError('This browser no longer holds the file.');
    },
    async peek(itemId, slot) {
      const key = bytesKey(itemId, slot);
      return files.get(key) ?? storage.loadBytes(key);
    },
    copying: () => [...unfinished].map(({ itemId }) => itemId),
    async release(itemId) {
      copyNext();
      await Promise.all(keysOf(itemId).flatMap((key) => copies.get(key) ?? []));
      for (const key of keysOf(itemId)) drop(key);
    },
    forget(itemIds) {
      for (const key of itemIds.flatMap(keysOf)) drop(key);
      void storage.removeBytes(itemIds).catch(() => undefined);
    },
  };
}

// A file that changed or went away on disk fails only when a script reads it: an upload would send what it holds by now.
async function isReadable(bytes: Blob): Promise<boolean> {
  try {
    await bytes.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

function keysOf(itemId: string): string[] {
  return [bytesKey(itemId, 'original'), bytesKey(itemId, 'reference')];
}
