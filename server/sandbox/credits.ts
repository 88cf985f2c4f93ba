import type { SandboxTypeId } from './task-types.ts';

const BASE: Readonly<Record<SandboxTypeId, number>> = { 1: 1, 2: 2, 3: 5, 4: 8, 5: 1, 6: 2, 7: 1, 8: 3, 9: 1, 10: 2, 11: 8, 13: 2 };
const STEP_BYTES = 10 * 1024 ** 2;

/** What a job costs in credits: a price for its type, and one credit for each further 10 MiB begun. `sizeBytes` is the sum over its inputs. */
export function costOf(taskTypeId: SandboxTypeId, sizeBytes: number): number {
  return BASE[taskTypeId] + Math.max(0, Math.ceil(sizeBytes / STEP_BYTES) - 1);
}
