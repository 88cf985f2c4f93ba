import { chooseTaskType } from '#src/jobs-api/choose-task-type.ts';
import { DEFAULT_FACE_CHECKS } from '#src/jobs-api/face-checks.ts';
import { inspectContent } from './inspect-content.ts';
import type { UploadItem } from './item.ts';

/** An item that is ready for the queue, with its bytes; a rejected one carries none. */
export interface StagedFile {
  readonly item: UploadItem;
  readonly bytes: Blob | null;
  /** The file itself on this computer, where the browser gives it: read again when no copy can be made. */
  readonly handle: FileSystemFileHandle | null;
}

/** What the drop zone and the folder field note on a file. */
type FoundFile = File & { readonly relativePath?: string; readonly handle?: FileSystemFileHandle };

const AT_ONCE = 32;
// Small enough that the list fills while a large folder is still being read.
const BATCH = 64;

/**
 * Looks into files and makes an item of each, in their order; a file that nothing takes becomes a rejected item.
 * @param now ms epoch
 * @param onBatch called with up to 64 items at a time, as they become ready
 */
export async function stageFiles(files: readonly File[], now: number, onBatch: (staged: readonly StagedFile[]) => void): Promise<void> {
  for (let start = 0; start < files.length; start += BATCH) {
    const batch = files.slice(start, start + BATCH);
    const staged: StagedFile[] = [];
    for (let index = 0; index < batch.length; index += AT_ONCE) {
      const together = batch.slice(index, index + AT_ONCE);
      staged.push(...(await Promise.all(together.map((file, offset) => stageFile(file, now, start + index + offset)))));
    }
    onBatch(staged);
  }
}

async function stageFile(file: FoundFile, now: number, index: number): Promise<StagedFile> {
  const content = file.size === 0 ? null : await inspectContent(file);
  const choice = chooseTaskType({ name: file.name, sizeBytes: file.size, declaredMime: file.type, content });
  const item = newItem({ name: file.name, folder: folderOf(file), sizeBytes: file.size, lastModified: file.lastModified }, now, index);
  if (!choice.accepted) return { item: { ...item, contentType: file.type, state: { status: 'rejected', reason: choice.reason } }, bytes: null, handle: null };
  const { format, contentType, notice, taskTypeId } = choice;
  return { item: { ...item, format, contentType, notice, taskTypeId }, bytes: file, handle: file.handle ?? null };
}

/** A staged item of a file that nothing is known of yet. `index` orders items that come at the same moment `now` (ms epoch). */
export function newItem(file: Pick<UploadItem, 'name' | 'folder' | 'sizeBytes' | 'lastModified'>, now: number, index: number): UploadItem {
  return {
    ...file,
    id: itemId(now, index),
    format: null,
    contentType: '',
    notice: null,
    taskTypeId: null,
    checks: DEFAULT_FACE_CHECKS,
    reference: null,
    state: { status: 'staged' },
    job: null,
    createAskedAt: null,
    staleJobId: null,
    attempts: 0,
    renewals: 0,
    times: { staged: now },
    sha256: null,
    twin: null,
    startsIfSingle: false,
  };
}

// Ids sort as files were added, so that the order needs no keeping of its own.
function itemId(now: number, index: number): string {
  return `${String(now).padStart(14, '0')}-${String(index).padStart(6, '0')}-${crypto.randomUUID().slice(0, 8)}`;
}

// Folder pickers fill webkitRelativePath; react-dropzone notes a dropped folder's path on the file.
function folderOf(file: FoundFile): string {
  const path = (file.webkitRelativePath || file.relativePath || '').replace(/^\.?\//, '');
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
