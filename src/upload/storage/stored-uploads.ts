import type { UploadItem } from '../model/item.ts';
import type { UploadRecord } from '../model/upload-record.ts';
import { withQueueDb } from './queue-db.ts';

/** What stores hold of uploads, whether or not they are shown. */
export interface StoredUploads {
  readonly items: readonly Pick<UploadItem, 'name' | 'sizeBytes' | 'times' | 'state' | 'job'>[];
  readonly evidence: readonly Pick<UploadRecord, 'jobId' | 'name' | 'sizeBytes' | 'times'>[];
}

/** Reads the queue and the evidence of stores that are there, without taking part in their queue. */
export function readStoredUploads(storeName: string): Promise<StoredUploads> {
  return withQueueDb(storeName, async (database) => {
    const [items, evidence] = await Promise.all([database.getAll('items'), database.getAll('evidence')]);
    return { items, evidence };
  });
}
