import type { TaskTypeKey } from '#src/jobs-api/task-type-registry.ts';
import { keyOfKeptId } from '#src/jobs-api/task-types.ts';

/** What a record on disk holds of its task type; those of earlier versions hold its id. */
interface Keyed {
  readonly taskType: TaskTypeKey | null;
  readonly taskTypeId?: number | null;
}

/** A record as this version has it: one of an earlier version gets the slug of its task type in place of the id. */
export function withTaskTypeKey<T extends Keyed>(stored: T): T {
  if (stored.taskTypeId === undefined) return stored;
  const { taskTypeId } = stored;
  return Object.assign({ ...stored }, { taskType: taskTypeId === null ? null : keyOfKeptId(taskTypeId), taskTypeId: undefined });
}
