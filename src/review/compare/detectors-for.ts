import { taskTypesFor, type TaskType } from '#src/jobs-api/task-types.ts';
import type { MediaFormat } from '#src/jobs-api/media-formats.ts';
import { BANDED_TYPES } from '../thresholds/thresholds-file.ts';

/** The detectors that take a format and say something about authenticity, without those that were run already (task type ids). */
export function detectorsFor(format: MediaFormat | null, alreadyRun: ReadonlySet<string>): readonly TaskType[] {
  if (format === null) return [];
  return taskTypesFor(format).filter((type) => BANDED_TYPES.includes(type) && !alreadyRun.has(String(type.id)));
}
