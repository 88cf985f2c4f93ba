import { DEFAULT_FACE_CHECKS } from '#src/jobs-api/face-checks.ts';
import { formatOfMime } from '#src/jobs-api/media-formats.ts';
import type { TaskTypeKey } from '#src/jobs-api/task-type-registry.ts';
import type { NotRunAgain } from '#src/ui/not-run-again.ts';
import { loadUploadRecord } from '../storage/upload-record-store.ts';
import type { UploadRecord } from '../model/upload-record.ts';
import { hasFaceChecks } from '../model/item.ts';
import { loadCachedFile, loadCachedReference, type CachedFile } from '../storage/media-cache.ts';
import { newItem, type StagedFile } from '../model/stage-files.ts';
import { useUploadAccount } from './upload-context.tsx';

/** What this browser kept of a job, to send it again. */
export interface CachedJobFiles {
  readonly file: CachedFile;
  readonly evidence: UploadRecord | null;
  /** The bytes of its reference image; null when they are not here. */
  readonly reference: Blob | null;
}

/**
 * Sends the file of a job again, once for each task type, without choosing it again: to other detectors, or as a retry, with
 * the same checks and the same reference image. It starts at once, since a person asked for it. Resolves to why nothing was
 * started when what the job was sent with is not to be had here.
 */
export function useResubmit(): (jobId: string, taskTypes: readonly TaskTypeKey[]) => Promise<'added' | NotRunAgain> {
  const opened = useUploadAccount();
  return async (jobId, taskTypes) => {
    if (opened === null) return 'bytes-gone';
    const { storeName, queue } = opened;
    const [file, evidence, reference] = await Promise.all([loadCachedFile(storeName, jobId), loadUploadRecord(storeName, jobId), loadCachedReference(storeName, jobId)]);
    if (file === null) return 'bytes-gone';
    const entries = resubmit({ file, evidence, reference }, taskTypes, Date.now());
    if (typeof entries === 'string') return entries;
    for (const { item } of entries) if (item.reference && reference) queue.send({ type: 'provide-bytes', itemId: item.id, slot: 'reference', bytes: reference });
    queue.send({ type: 'add', start: 'all', entries });
    return 'added';
  };
}

/** Staged items of a file that was sent before, one for each task type; why there are none when one of them cannot be as it was. `now` is ms epoch. */
export function resubmit({ file, evidence, reference }: CachedJobFiles, taskTypes: readonly TaskTypeKey[], now: number): readonly StagedFile[] | NotRunAgain {
  const { blob, name, contentType } = file;
  // A PDF is looked at again: its pages are declared.
  const isCounted = formatOfMime(contentType) !== 'pdf';
  const entries: StagedFile[] = [];
  for (const [index, taskType] of taskTypes.entries()) {
    const asked = askedOf(evidence, taskType, reference);
    if (typeof asked === 'string') return asked;
    const item = newItem({ name, folder: evidence?.folder ?? '', sizeBytes: blob.size, lastModified: evidence?.lastModified ?? now }, now, index);
    entries.push({
      item: { ...item, format: formatOfMime(contentType), contentType, inspected: isCounted, taskType, ...asked, sha256: evidence?.sha256 ?? null, state: { status: 'staged' } },
      bytes: blob,
      handle: null,
    });
  }
  return entries;
}

/** What the job was asked for; the defaults for a detector that it was not run with. */
function askedOf(evidence: UploadRecord | null, taskType: TaskTypeKey, bytes: Blob | null): Pick<StagedFile['item'], 'checks' | 'reference'> | NotRunAgain {
  const isAnotherType = evidence !== null && evidence.taskType !== taskType;
  if (!hasFaceChecks({ taskType }) || isAnotherType) return { checks: DEFAULT_FACE_CHECKS, reference: null };
  if (evidence?.checks === undefined) return 'checks-unknown';
  const { checks, reference } = evidence;
  if (!checks.similarity) return { checks, reference: null };
  return reference && bytes?.size === reference.sizeBytes ? { checks, reference } : 'reference-gone';
}
