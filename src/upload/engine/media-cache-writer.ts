import type { BlobStore } from '../storage/blob-store.ts';
import { pause, type Clock } from '#src/lib/clock.ts';
import { uploadRecordOf } from '../model/upload-record.ts';
import type { UploadItem } from '../model/item.ts';
import type { QueueStorage } from '../storage/queue-storage.ts';
import type { Thumbnailer } from '../content/thumbnailer.ts';

/** What keeping needs of the engine. */
export interface MediaCacheWriterOptions {
  readonly storage: QueueStorage;
  readonly blobStore: BlobStore;
  readonly picture: Thumbnailer;
  readonly clock: Clock;
  /** Whether files are being sent. */
  readonly isBusy: () => boolean;
  /** The item as it stands; undefined once it is gone. */
  readonly get: (itemId: string) => UploadItem | undefined;
  /** Told of an item whose evidence found no room on disk. */
  readonly onFailed: (itemId: string) => void;
  readonly stopped: AbortSignal;
}

/** What stays in this browser of a file that became a job: evidence, a small picture, and the bytes within their share. */
export interface MediaCacheWriter {
  /** Keeps, or renews, what is known of the file. */
  readonly keepEvidence: (itemId: string) => Promise<void>;
  /** Keeps everything of an item that was just submitted. Resolves once the evidence is on disk; the rest takes its time. */
  readonly keepAll: (itemId: string) => Promise<void>;
}

// Pictures take the processor that uploads need. Over a slow line each file still gets its own at once.
const PICTURE_EVERY_MS = 1_000;

/** Makes what keeps them. */
export function createMediaCacheWriter({ storage, blobStore, picture, clock, isBusy, get, onFailed, stopped }: MediaCacheWriterOptions): MediaCacheWriter {
  let lastPicture: Promise<void> = Promise.resolve();

  async function keepEvidence(itemId: string): Promise<void> {
    const item = get(itemId);
    const evidence = item && uploadRecordOf(item);
    if (evidence && !stopped.aborted) await storage.saveEvidence(evidence).catch(() => onFailed(itemId));
  }

  async function keepMedia(jobId: string, item: UploadItem): Promise<void> {
    await blobStore.release(item.id);
    if (!stopped.aborted) await storage.keepMedia({ jobId, item, now: clock.now() });
  }

  async function keepPicture(jobId: string, bytes: Blob): Promise<void> {
    if (isBusy()) await pause(clock, PICTURE_EVERY_MS);
    const small = stopped.aborted ? null : await picture(bytes);
    if (small && !stopped.aborted) await storage.saveThumbnail(jobId, small);
  }

  return {
    keepEvidence,
    async keepAll(itemId) {
      // At once: a person may take the item off the list in the next moment.
      const written = keepEvidence(itemId);
      const bytes = await blobStore.peek(itemId, 'original').catch(() => null);
      await written;
      const item = get(itemId);
      if (item?.state.status !== 'submitted') return;
      const { jobId } = item.state;
      // Nothing is lost without the copy or the picture: the file was sent.
      void keepMedia(jobId, item).catch(() => undefined);
      if (bytes === null) return;
      lastPicture = lastPicture.then(() => keepPicture(jobId, bytes.slice(0, bytes.size, item.contentType))).catch(() => undefined);
    },
  };
}
