import * as z from 'zod/mini';
import { TASK_TYPES, taskTypeOf } from '#src/jobs-api/task-types.ts';
import { DEFAULT_THRESHOLDS, LOWEST_THRESHOLD, type Thresholds } from '../bands.ts';

/** Thresholds that a team has set, by task type id; a type that is not in it has the default ones. */
export type ThresholdsByType = Readonly<Record<string, Thresholds>>;

const share = z.number().check(z.gte(LOWEST_THRESHOLD), z.lte(1));
const byType = z.record(z.string(), z.object({ authentic: share, manipulated: share }));
const file = z.object({ kind: z.literal('assay-thresholds'), version: z.literal(1), thresholds: byType });

/** The task types whose findings are about authenticity; the others have no bands. */
export const BANDED_TYPES = TASK_TYPES.filter(({ id }) => id !== 9 && id !== 10);

/** The thresholds of a task type, as the job gives its id. */
export function thresholdsFor(set: ThresholdsByType, taskTypeId: string | null): Thresholds {
  return taskTypeId !== null && Object.hasOwn(set, taskTypeId) ? (set[taskTypeId] ?? DEFAULT_THRESHOLDS) : DEFAULT_THRESHOLDS;
}

/** What was kept in this browser, as far as it can be read; anything else counts as not set. */
export function readKeptThresholds(kept: unknown): ThresholdsByType {
  const read = byType.safeParse(kept);
  return read.success ? knownTypes(read.data) : {};
}

/** A team's thresholds as a JSON text; every type is in it, so that it means the same wherever it is imported. */
export function printThresholds(set: ThresholdsByType): string {
  const thresholds = Object.fromEntries(BANDED_TYPES.map(({ id }) => [String(id), thresholdsFor(set, String(id))]));
  return `${JSON.stringify({ kind: 'assay-thresholds', version: 1, thresholds }, null, 2)}\n`;
}

/** Reads what {@link printThresholds} wrote. @throws Error with a sentence for people when it is anything else. */
export function parseThresholds(text: string): ThresholdsByType {
  const read = file.safeParse(jsonOf(text));
  if (!read.success) throw new Error('This is no file of thresholds: each has to be a number from 0.5 to 1, as Assay exports them.');
  return knownTypes(read.data.thresholds);
}

function knownTypes(set: ThresholdsByType): ThresholdsByType {
  return Object.fromEntries(Object.entries(set).filter(([id]) => taskTypeOf(id) !== null));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
