import type { UploadRecord } from '../model/upload-record.ts';
import type { UploadItem } from '../model/item.ts';

/** Bytes that stay after their upload, so that they can be looked at and sent again. */
export interface MediaToKeep {
  readonly jobId: string;
  readonly item: UploadItem;
  /** ms epoch. */
  readonly now: number;
}

/** Where the queue lives between page loads: items, and the bytes of their slots. */
export interface QueueStorage {
  /** False when nothing outlives the page. */
  readonly lasts: boolean;
  /** Every item kept, in the order in which they were added. From then on items are written by this page alone. */
  load(): Promise<UploadItem[]>;
  /** Resolves once the items are on disk. Throws `SupersededError` when another page has loaded them since. */
  save(items: readonly UploadItem[]): Promise<void>;
  /** Forgets items, and keeps their bytes. Throws as `save`. */
  remove(itemIds: readonly string[]): Promise<void>;
  /**
   * Keeps the bytes of a slot, or the handle to them. Media kept of earlier uploads make room, oldest first; when that
   * is not enough, throws `QuotaExceededError`.
   */
  saveBytes(key: string, bytes: Blob | FileSystemFileHandle): Promise<void>;
  /** The bytes of a slot; null when they were never kept or are gone. Throws `ReadingNotAllowedError`. */
  loadBytes(key: string): Promise<Blob | null>;
  /** Forgets the bytes of items that were not kept for a job of theirs. */
  removeBytes(itemIds: readonly string[]): Promise<void>;
  /** Turns the stored bytes of a submitted item into kept media; the oldest go once all take more than their share. */
  keepMedia(media: MediaToKeep): Promise<void>;
  /** Keeps what is known of a job's file; replaces what was kept of the same job. */
  saveEvidence(evidence: UploadRecord): Promise<void>;
  /** Keeps a small picture of a job's file. */
  saveThumbnail(jobId: string, picture: Blob): Promise<void>;
  /** What is known of the files with these bytes, in no order. */
  findEvidence(sha256: string): Promise<UploadRecord[]>;
  /** Whether any job's file had this many bytes: only then can one have had the same bytes. */
  knowsSize(sizeBytes: number): Promise<boolean>;
  /** Ends the use: what is being written may or may not be, nothing else is. */
  close(): void;
}
