import { DEFAULT_FACE_CHECKS } from '#src/jobs-api/face-checks.ts';
import type { UploadItem } from '../model/item.ts';

/** A staged JPEG of four bytes, with whatever a test needs changed. */
export function testItem(change: Partial<UploadItem> = {}): UploadItem {
  return {
    id: 'item-1', name: 'photo.jpg', folder: '', sizeBytes: 4, lastModified: 0, format: 'jpeg', contentType: 'image/jpeg', inspected: true, notice: null,
    taskType: 'ai-image-detection', checks: DEFAULT_FACE_CHECKS, reference: null, state: { status: 'staged' }, job: null, createAskedAt: null, createAsks: [], createKey: null, decision: null, staleJobId: null,
    attempts: 0, renewals: 0, times: { staged: 0 },
    sha256: null, twin: null, startsIfSingle: false, ...change,
  };
}
