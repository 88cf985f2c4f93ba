import { withCost } from './job-costs.ts';
import type { Job } from './job.ts';
import { costsKeyOf, knownCosts } from './known-costs.ts';

/** A job as an answer tells of it, with its task type's key. */
export type CostedJob = Pick<Job, 'id' | 'status' | 'cost' | 'createdAt'> & { readonly taskType: string | null };

/** Keeps what answers say that jobs cost. A browser that stores nothing forgets it. */
export function noteCosts(account: string, jobs: readonly CostedJob[]): void {
  const before = knownCosts(account);
  let after = before;
  for (const { id, status, cost, createdAt, taskType } of jobs) {
    // Before it has completed, and after it failed, a job's cost may be a placeholder or a refund.
    if (taskType !== null && cost !== null && status === 'completed') after = withCost(after, taskType, { jobId: id, cost, at: createdAt ?? 0 });
  }
  if (after === before) return;
  const stored = Object.entries(after).map(([taskType, costs]) => [taskType, costs.map(({ jobId, cost, at }) => [jobId, cost, at])]);
  try {
    localStorage.setItem(costsKeyOf(account), JSON.stringify(Object.fromEntries(stored)));
  } catch {
    // Storage is full or forbidden: the next estimate knows less.
  }
  for (const listener of listeners) listener();
}

// Details come hundreds at a time while the list is read first: each write goes over all that is known.
const WRITE_AFTER_MS = 500;
const unwritten = new Map<string, CostedJob[]>();

/** As {@link noteCosts}, together with what else is read in the next moment. */
export function noteCostSoon(account: string, job: CostedJob): void {
  const waiting = unwritten.get(account);
  if (waiting) waiting.push(job);
  else {
    unwritten.set(account, [job]);
    setTimeout(() => {
      const jobs = unwritten.get(account) ?? [];
      unwritten.delete(account);
      noteCosts(account, jobs);
    }, WRITE_AFTER_MS);
  }
}

const listeners = new Set<() => void>();

/** Calls back whenever this page, or another tab, has learned of costs. Gives back what ends that. */
export function onCostsKnown(listener: () => void): () => void {
  listeners.add(listener);
  globalThis.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    globalThis.removeEventListener('storage', listener);
  };
}

/** Removes the costs kept of an account. */
export function forgetCosts(account: string): void {
  unwritten.delete(account);
  try {
    localStorage.removeItem(costsKeyOf(account));
  } catch {
    // What cannot be written cannot have been kept.
  }
}
