import type { TaskTypeKey } from '#src/jobs-api/task-type-registry.ts';
import type { FaceChecks } from '#src/jobs-api/face-checks.ts';
import type { ReferenceFile, UploadItem, UploadTimes } from './item.ts';

/** What this browser knows of a file that became a job. The platform keeps none of it. */
export interface UploadRecord {
  readonly jobId: string;
  readonly name: string;
  readonly folder: string;
  /** Bytes. */
  readonly sizeBytes: number;
  /** ms epoch, as the browser gave it. */
  readonly lastModified: number;
  readonly contentType: string;
  readonly taskType: TaskTypeKey | null;
  /** 64 hexadecimal digits; null when the bytes could not be read to the end. */
  readonly sha256: string | null;
  readonly times: UploadTimes;
  /** Which checks the job was asked for, where its type has any; absent where an earlier version kept it. */
  readonly checks?: FaceChecks | undefined;
  /** The second image that went with it, where its checks need one; absent where an earlier version kept it. */
  readonly reference?: ReferenceFile | null | undefined;
}

/** The evidence of an item that became a job; null for any other. */
export function uploadRecordOf(item: UploadItem): UploadRecord | null {
  if (item.state.status !== 'submitted' || item.state.reused) return null;
  const { name, folder, sizeBytes, lastModified, contentType, taskType, sha256, times, checks, reference } = item;
  return { jobId: item.state.jobId, name, folder, sizeBytes, lastModified, contentType, taskType, sha256, times, checks, reference };
}
