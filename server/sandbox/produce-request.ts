import { formatOfMime, MEDIA_FORMATS, type MediaKind } from '#src/jobs-api/media-formats.ts';
import { ORIGINAL_SLOT, REFERENCE_SLOT, type BuiltInSlug } from '#src/jobs-api/task-types.ts';

import type { JobFolders } from './job-folders.ts';
import type { StoredJob } from './stored-job.ts';
import { verdictOf } from './verdict.ts';

/** What the worker thread is asked to do for one job; plain data. */
export interface ProduceRequest {
  readonly slug: BuiltInSlug;
  readonly kind: MediaKind;
  readonly original: string;
  /** The second image of a similarity check. */
  readonly reference: string | null;
  /** The folder that takes what is made. */
  readonly folder: string;
  /** 0 to 1; how strongly a heatmap shows. */
  readonly heat: number;
}

/** What to do for a job whose media is complete. @throws when it is not. */
export function produceRequestOf(job: StoredJob, folders: JobFolders, folder: string): ProduceRequest {
  const original = job.inputs.find(({ slot }) => slot === ORIGINAL_SLOT);
  const reference = job.inputs.find(({ slot }) => slot === REFERENCE_SLOT);
  const path = original && folders.inputFile(job.id, original);
  const format = original && formatOfMime(original.contentType);
  if (!path || !format || original.sha256 === null) throw new Error(`Job ${job.id} has no media.`);
  return {
    slug: job.taskType.slug,
    kind: MEDIA_FORMATS[format].kind,
    original: path,
    reference: (reference && folders.inputFile(job.id, reference)) ?? null,
    folder,
    heat: verdictOf(original.fileName, original.sha256, 'authenticity').fakeProbability,
  };
}
