import type { UploadRecord } from '../model/upload-record.ts';
import { loadCachedFile } from './media-cache.ts';
import { withQueueDb } from './queue-db.ts';
import { withTaskTypeKey } from '../model/task-type-kept.ts';

/** What this browser knows of the file of a job; null when it was uploaded elsewhere. */
export function loadUploadRecord(storeName: string, jobId: string): Promise<UploadRecord | null> {
  return withQueueDb(storeName, async (database) => {
    const stored = await database.get('evidence', jobId);
    return stored === undefined ? null : withTaskTypeKey(stored);
  });
}

/** What this browser knows of all files that became jobs, in the order of their job ids as strings. */
export function listUploadRecords(storeName: string): Promise<UploadRecord[]> {
  return withQueueDb(storeName, async (database) => (await database.getAll('evidence')).map(withTaskTypeKey));
}

/** What this browser knows of all jobs made from exactly these bytes. */
export function findUploadRecords(storeName: string, sha256: string): Promise<UploadRecord[]> {
  return withQueueDb(storeName, async (database) => (await database.getAllFromIndex('evidence', 'sha256', sha256)).map(withTaskTypeKey));
}

/**
 * A small picture of the file of a job, made from the kept bytes where it has not had its turn yet; null when the file
 * was uploaded elsewhere or cannot be pictured.
 */
export async function loadThumbnail(storeName: string, jobId: string): Promise<Blob | null> {
  const jpeg = await withQueueDb(storeName, (database) => database.get('thumbnails', jobId));
  if (jpeg) return new Blob([jpeg], { type: 'image/jpeg' });
  const kept = await loadCachedFile(storeName, jobId);
  if (kept === null) return null;
  const { mediaThumbnailer } = await import('../content/thumbnailer.ts');
  return mediaThumbnailer(kept.blob.slice(0, kept.blob.size, kept.contentType));
}
