import type { Hasher } from './hasher.ts';
import { isBeingSent, type UploadItem } from '../model/item.ts';

/** What fingerprinting needs of the engine. */
export interface HashQueueOptions {
  readonly hash: Hasher;
  /** The item as it stands; undefined once it is gone. */
  readonly get: (itemId: string) => UploadItem | undefined;
  /** An item's bytes; null when this browser does not hold them. */
  readonly peek: (itemId: string) => Promise<Blob | null>;
  /** Told of each item whose bytes were read to the end, and of each where that was not possible (null). */
  readonly onKnown: (itemId: string, sha256: string | null) => void;
  readonly stopped: AbortSignal;
}

/** Works through files one after the other, so that hashing never crowds out the uploads beside it. */
export interface HashQueue {
  /** Puts an item in line, unless it is there. */
  readonly ask: (itemId: string) => void;
}

/** Makes an idle line. */
export function createHashQueue({ hash, get, peek, onKnown, stopped }: HashQueueOptions): HashQueue {
  const line = new Set<string>();
  let isRunning = false;

  async function work(): Promise<void> {
    isRunning = true;
    // A set that grows while it is walked is walked to its new end.
    for (const itemId of line) {
      if (stopped.aborted) break;
      await fingerprint(itemId);
    }
    isRunning = false;
  }

  async function fingerprint(itemId: string): Promise<void> {
    // Its fingerprint may be known by now, or its file gone.
    if (get(itemId)?.sha256 !== null) return void line.delete(itemId);
    const bytes = await peek(itemId).catch(() => null);
    // The upload of a file comes before its fingerprint, unless another file waits for its own.
    const givesWay = () => {
      const item = get(itemId);
      return item !== undefined && isBeingSent(item) && line.size === 1;
    };
    const sha256 = bytes && (await hash(bytes, givesWay));
    line.delete(itemId);
    if (!stopped.aborted) onKnown(itemId, sha256);
  }

  return {
    ask(itemId) {
      line.add(itemId);
      if (!isRunning) void work();
    },
  };
}
