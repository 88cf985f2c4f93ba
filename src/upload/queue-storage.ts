import type { UploadEvidence } from './evidence.ts';
import type { UploadItem } from './item.ts';

/** Where the queue lives between page loads: items, and the bytes of their slots. */
export interface QueueStorage {
  /** Every item kept, in the order in which they were added. */
  load(): Promise<UploadItem[]>;
  /** Resolves once the items are on disk. */
  save(items: readonly UploadItem[]): Promise<void>;
  /** Forgets items and their bytes. */
  remove(itemIds: readonly string[]): Promise<void>;
  /** Keeps the bytes of a slot. Throws `QuotaExceededError` when the disk share is used up. */
  saveBytes(key: string, bytes: Blob): Promise<void>;
  /** The bytes of a slot; null when they were never kept or are gone. */
  loadBytes(key: string): Promise<Blob | null>;
  /** Forgets the bytes of an item, and keeps the item. */
  removeBytes(itemId: string): Promise<void>;
  /** Keeps what is known of a job's file; replaces what was kept of the same job. */
  saveEvidence(evidence: UploadEvidence): Promise<void>;
  /** What is known of the files with these bytes, in no order. */
  findEvidence(sha256: string): Promise<UploadEvidence[]>;
}
