import type { TaskType, TaskTypeKey } from '#src/jobs-api/task-type-registry.ts';
import type { MediaFormat } from '#src/jobs-api/media-formats.ts';

/** The detectors among the known ones that take a format and say something about authenticity, without those that were run already (task type keys). */
export function detectorsFor(known: readonly TaskType[], format: MediaFormat | null, alreadyRun: ReadonlySet<TaskTypeKey>): readonly TaskType[] {
  if (format === null) return [];
  return known.filter((type) => type.isOffered && type.formats.includes(format) && type.judgesAuthenticity && !alreadyRun.has(type.key));
}
