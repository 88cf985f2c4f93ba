import { bytesKey } from '../model/item.ts';
import { withQueueDb } from './queue-db.ts';
import { readStoredBytes } from './stored-bytes.ts';

/** A file that this browser still holds after its upload. */
export interface CachedFile {
  readonly blob: Blob;
  readonly name: string;
  /** As declared to the platform. */
  readonly contentType: string;
}

/** The bytes that went into a job; null when they came from elsewhere, or had to make room for others. */
export function loadCachedFile(storeName: string, jobId: string): Promise<CachedFile | null> {
  return withQueueDb(storeName, async (database) => {
    const kept = await database.get('kept', jobId);
    const blob = kept && (await readStoredBytes(await database.get('bytes', kept.key)).catch(() => null));
    return blob && blob.size === kept.sizeBytes ? { blob, name: kept.name, contentType: kept.contentType } : null;
  });
}

/** The reference image that went into a job beside its file; null where none did, or this browser does not hold it any more. */
export function loadCachedReference(storeName: string, jobId: string): Promise<Blob | null> {
  return withQueueDb(storeName, async (database) => {
    const kept = await database.get('kept', jobId);
    return kept ? readStoredBytes(await database.get('bytes', bytesKey(kept.itemId, 'reference'))).catch(() => null) : null;
  });
}
