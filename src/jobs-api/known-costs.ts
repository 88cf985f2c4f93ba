import * as z from 'zod/mini';
import { withCost, type CostTable } from './job-costs.ts';
import type { Job } from './job.ts';

const tableSchema = z.record(z.string(), z.array(z.object({ jobId: z.string(), cost: z.number() })));
const keyOf = (account: string) => `assay.costs.${account}`;

/** What jobs of this account cost lately, as this browser has read it; empty when nothing is known or can be read. */
export function knownCosts(account: string): CostTable {
  try {
    return tableSchema.parse(JSON.parse(localStorage.getItem(keyOf(account)) ?? '{}'));
  } catch {
    return {};
  }
}

/** Keeps what an answer says a job of a task type (its key) cost. A browser that stores nothing forgets it. */
export function noteCost(account: string, taskType: string | null, { id, status, cost }: Pick<Job, 'id' | 'status' | 'cost'>): void {
  // Before it has completed, and after it failed, a job's cost may be a placeholder or a refund.
  if (taskType === null || cost === null || status !== 'completed') return;
  const before = knownCosts(account);
  const after = withCost(before, taskType, { jobId: id, cost });
  if (after === before) return;
  try {
    localStorage.setItem(keyOf(account), JSON.stringify(after));
  } catch {
    // Storage is full or forbidden: the next estimate knows less.
  }
}

/** Removes the costs kept of an account. */
export function forgetCosts(account: string): void {
  try {
    localStorage.removeItem(keyOf(account));
  } catch {
    // What cannot be written cannot have been kept.
  }
}
