import { useSyncExternalStore } from 'react';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import type { TaskType } from '#src/jobs-api/task-type-registry.ts';

/** Every task type that the page knows, and again whenever the platform tells of another. */
export function useTaskTypes(): readonly TaskType[] {
  return useSyncExternalStore(taskTypes.subscribe, taskTypes.all);
}
