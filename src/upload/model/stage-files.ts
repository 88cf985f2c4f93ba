import { likelyFormat, sizeProblem } from '#src/jobs-api/choose-task-type.ts';
import { DEFAULT_FACE_CHECKS } from '#src/jobs-api/face-checks.ts';
import { MEDIA_FORMATS } from '#src/jobs-api/media-formats.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import type { UploadItem } from './item.ts';
import { randomId } from '#src/lib/random-id.ts';
import { yieldToMain } from '#src/lib/yield-to-main.ts';

/** An item that is ready for the queue, with its bytes; a rejected one carries none. */
export interface StagedFile {
  readonly item: UploadItem;
  readonly bytes: Blob | null;
  /** The file itself on this computer, where the browser gives it: read again when no copy can be made. */
  readonly handle: FileSystemFileHandle | null;
}

/** What the drop zone and the folder field note on a file. */
type FoundFile = File & { readonly relativePath?: string; readonly handle?: FileSystemFileHandle };

// Thousands of files come in several goes, and the page takes a breath after each: taking them into the queue costs as much again.
const TURN_MS = 8;
const LEAST_IN_A_TURN = 32;

/**
 * Makes an item of each file, in their order, from its name, size and declared type alone: their contents are looked at
 * once they are in the queue. An empty file, or one too large, becomes a rejected item.
 * @param now ms epoch
 * @param onBatch called with some items at a time
 */
export async function stageFiles(files: readonly File[], now: number, onBatch: (staged: readonly StagedFile[]) => void): Promise<void> {
  let batch: StagedFile[] = [];
  let turnStarted = performance.now();
  for (const [index, file] of files.entries()) {
    batch.push(stageFile(file, now, index));
    if (batch.length < LEAST_IN_A_TURN || performance.now() - turnStarted < TURN_MS) continue;
    onBatch(batch);
    batch = [];
    await yieldToMain();
    turnStarted = performance.now();
  }
  if (batch.length > 0) onBatch(batch);
}

function stageFile(file: FoundFile, now: number, index: number): StagedFile {
  // Chromium asks the disk each time these are read.
  const { name, size: sizeBytes, lastModified, type: declaredMime } = file;
  const item = { ...newItem({ name, folder: folderOf(file), sizeBytes, lastModified }, now, index), contentType: declaredMime };
  const reason = sizeProblem(sizeBytes);
  if (reason !== null) return { item: { ...item, inspected: true, state: { status: 'rejected', reason } }, bytes: null, handle: null };
  const kept = { bytes: file, handle: file.handle ?? null };
  const format = likelyFormat({ name, declaredMime });
  if (format === null) return { item, ...kept };
  return { item: { ...item, format, contentType: MEDIA_FORMATS[format].mimes[0] ?? declaredMime, taskType: taskTypes.usualFor(format) }, ...kept };
}

/** A staged item of a file that nothing is known of yet. `index` orders items that come at the same moment `now` (ms epoch). */
export function newItem(file: Pick<UploadItem, 'name' | 'folder' | 'sizeBytes' | 'lastModified'>, now: number, index: number): UploadItem {
  return {
    ...file,
    id: itemId(now, index),
    format: null,
    contentType: '',
    inspected: false,
    notice: null,
    taskType: null,
    pageCount: null,
    checks: DEFAULT_FACE_CHECKS,
    reference: null,
    state: { status: 'staged' },
    job: null,
    createAskedAt: null,
    createAsks: [],
    createKey: null,
    decision: null,
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
  return `${String(now).padStart(14, '0')}-${String(index).padStart(6, '0')}-${randomId().slice(0, 8)}`;
}

// Folder pickers fill webkitRelativePath; react-dropzone notes a dropped folder's path on the file.
function folderOf(file: FoundFile): string {
  const path = (file.webkitRelativePath || file.relativePath || '').replace(/^\.?\//, '');
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
