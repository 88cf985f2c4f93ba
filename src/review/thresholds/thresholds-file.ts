import * as z from 'zod/mini';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import type { TaskType, TaskTypeKey } from '#src/jobs-api/task-type-registry.ts';
import { keyOfKeptId } from '#src/jobs-api/task-types.ts';
import { DEFAULT_THRESHOLDS, LOWEST_THRESHOLD, type Thresholds } from './bands.ts';

/** Thresholds that a team has set, by task type key; a type that is not in it has the default ones. */
export type ThresholdsByType = Readonly<Record<string, Thresholds>>;

const share = z.number().check(z.gte(LOWEST_THRESHOLD), z.lte(1));
const byType = z.record(z.string(), z.object({ authentic: share, manipulated: share }));
const file = z.object({ kind: z.literal('assay-thresholds'), version: z.literal(1), thresholds: byType });

/** The task types whose findings are about authenticity; the others have no bands. */
export function bandedTypes(known: readonly TaskType[]): readonly TaskType[] {
  return known.filter(({ judgesAuthenticity }) => judgesAuthenticity);
}

/** The thresholds of a task type, given by its key or by an id of it. */
export function thresholdsFor(set: ThresholdsByType, taskType: TaskTypeKey | null): Thresholds {
  const key = taskTypes.find(taskType)?.key ?? taskType;
  return key !== null && Object.hasOwn(set, key) ? (set[key] ?? DEFAULT_THRESHOLDS) : DEFAULT_THRESHOLDS;
}

/** What was kept in this browser, as far as it can be read; anything else counts as not set. */
export function readKeptThresholds(kept: unknown): ThresholdsByType {
  const read = byType.safeParse(kept);
  return read.success ? byKey(read.data) : {};
}

/** A team's thresholds as a JSON text; every type is in it, so that it means the same wherever it is imported. */
export function printThresholds(set: ThresholdsByType): string {
  const thresholds = { ...set, ...Object.fromEntries(bandedTypes(taskTypes.all()).map(({ key }) => [key, thresholdsFor(set, key)])) };
  return `${JSON.stringify({ kind: 'assay-thresholds', version: 1, thresholds }, null, 2)}\n`;
}

/** Reads what {@link printThresholds} wrote. @throws Error with a sentence for people when it is anything else. */
export function parseThresholds(text: string): ThresholdsByType {
  const read = file.safeParse(jsonOf(text));
  if (!read.success) throw new Error('This is no file of thresholds: each has to be a number from 0.5 to 1, as Assay exports them.');
  return byKey(read.data.thresholds);
}

// Earlier versions wrote ids. A type that is not known here may well be known tomorrow.
function byKey(set: ThresholdsByType): ThresholdsByType {
  return Object.fromEntries(Object.entries(set).map(([key, thresholds]) => [keyOfKeptId(key), thresholds]));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
