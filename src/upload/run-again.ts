import { DEFAULT_FACE_CHECKS } from '#src/jobs-api/face-checks.ts';
import { formatOfMime } from '#src/jobs-api/media-formats.ts';
import type { TaskTypeKey } from '#src/jobs-api/task-type-registry.ts';
import { loadEvidence } from './evidence-store.ts';
import type { UploadEvidence } from './evidence.ts';
import { loadKeptFile, type KeptFile } from './kept-media.ts';
import { newItem, type StagedFile } from './stage-files.ts';
import { useUploadAccount } from './upload-context.tsx';

/**
 * Sends the file of a job again, once for each task type, without choosing it again: to other detectors, or as a retry.
 * It starts at once, since a person asked for it. Resolves to `bytes-gone` when this browser does not hold the file.
 */
export function useRunAgain(): (jobId: string, taskTypes: readonly TaskTypeKey[]) => Promise<'added' | 'bytes-gone'> {
  const opened = useUploadAccount();
  return async (jobId, taskTypes) => {
    if (opened === null) return 'bytes-gone';
    const { account, queue } = opened;
    const [file, evidence] = await Promise.all([loadKeptFile(account, jobId), loadEvidence(account, jobId)]);
    if (file === null) return 'bytes-gone';
    const now = Date.now();
    queue.send({ type: 'add', start: 'all', entries: taskTypes.map((taskType, index) => stageAgain(file, evidence, taskType, now, index)) });
    return 'added';
  };
}

/** A staged item of a file that was sent before, with what is known of it. */
function stageAgain({ blob, name, contentType }: KeptFile, evidence: UploadEvidence | null, taskType: TaskTypeKey, now: number, index: number): StagedFile {
  // A PDF is looked at again: its pages are declared.
  const isCounted = formatOfMime(contentType) !== 'pdf';
  const item = newItem({ name, folder: evidence?.folder ?? '', sizeBytes: blob.size, lastModified: evidence?.lastModified ?? now }, now, index);
  return {
    item: { ...item, format: formatOfMime(contentType), contentType, inspected: isCounted, taskType, checks: DEFAULT_FACE_CHECKS, sha256: evidence?.sha256 ?? null, state: { status: 'staged' } },
    bytes: blob,
    handle: null,
  };
}
