import { creditsInWords, estimateCosts, type CostTable } from '#src/jobs-api/job-costs.ts';
import { knownCosts } from '#src/jobs-api/known-costs.ts';
import type { TaskTypeKey } from '#src/jobs-api/task-type-registry.ts';
import { formatCount, formatPlural } from '#src/ui/format.ts';
import { useTaskTypes } from '#src/ui/use-task-types.ts';
import { queueStatsOf } from '../model/queue-stats.ts';
import { useQueueState, useUploadAccount } from './upload-context.tsx';

/** How many jobs Analyze makes and, by task type, what such jobs cost lately; of costs nothing while none is known. `id` is for what it describes. */
export function AnalyzeNote({ id }: { id: string }) {
  const storeName = useUploadAccount()?.storeName ?? null;
  const { ready } = useQueueState(queueStatsOf);
  const items = useQueueState((state) => state.items);
  const names = new Map(useTaskTypes().map(({ key, name }) => [key, name]));
  const counts = new Map<TaskTypeKey, number>();
  for (const itemId of ready) {
    const type = items[itemId]?.taskType ?? null;
    if (type !== null) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const costs = storeName === null ? '' : costsByType(knownCosts(storeName), counts, (type) => names.get(type) ?? type);
  return <span id={id} className="text-sm text-ink-soft">{`Makes ${formatPlural(ready.length, 'job')}.${costs}`}</span>;
}

function costsByType(itemMap: CostTable, counts: ReadonlyMap<TaskTypeKey, number>, nameOf: (type: TaskTypeKey) => string): string {
  const estimates = [...counts].map(([type, jobs]) => ({ type, jobs, ...estimateCosts(itemMap, Array<string>(jobs).fill(type)) }));
  if (estimates.every(({ unknown }) => unknown > 0)) return '';
  const parts = estimates.map(({ type, jobs, unknown, ...credits }) => `${nameOf(type)} ${unknown > 0 ? 'not told yet' : creditsInWords(credits)} for ${formatCount(jobs)}`);
  return ` Such jobs cost lately: ${parts.join('; ')}.`;
}
