import { costSentence, estimateCosts } from '#src/jobs-api/job-costs.ts';
import { knownCosts } from '#src/jobs-api/known-costs.ts';
import type { TaskTypeKey } from '#src/jobs-api/task-type-registry.ts';

/** What one job of each of these task types may cost, from what the platform's answers told of such jobs lately. `storeName` is the session's. */
export function CostNote({ storeName, taskTypes }: { storeName: string; taskTypes: readonly TaskTypeKey[] }) {
  return costSentence(estimateCosts(knownCosts(storeName), taskTypes), taskTypes.length);
}
