import { withCost } from './job-costs.ts';
import type { Job } from './job.ts';
import { costsKeyOf, knownCosts } from './known-costs.ts';

/** A job as an answer tells of it, with its task type's key. */
export type CostedJob = Pick<Job, 'id' | 'status' | 'cost' | 'createdAt'> & { readonly taskType: string | null };

/** Keeps what answers say that jobs cost. A browser that stores nothing forgets it. */
export function noteCosts(storeName: string, jobs: readonly CostedJob[]): void {
  const before = knownCosts(storeName);
  let after = before;
  for (const { id, status, cost, createdAt, taskType } of jobs) {
    // Before it has completed, and after it failed, a job's cost may be a placeholder or a refund.
    if (taskType !== null && cost !== null && status === 'completed') after = withCost(after, taskType, { jobId: id, cost, at: createdAt ?? 0 });
  }
  if (after === before) return;
  const stored = Object.entries(after).map(([taskType, costs]) => [taskType, costs.map(({ jobId, cost, at }) => [jobId, cost, at])]);
  try {
    localStorage.setItem(costsKeyOf(storeName), JSON.stringify(Object.fromEntries(stored)));
  } catch {
    // Storage is full or forbidden: the next estimate knows less.
  }
  for (const listener of listeners) listener();
}

// Details come hundreds at a time while the list is read first: each write goes over all that is known.
const WRITE_AFTER_MS = 500;
const unwritten = new Map<string, CostedJob[]>();

/** As {@link noteCosts}, together with what else is read in the next moment. */
export function noteCostSoon(storeName: string, job: CostedJob): void {
  const waiting = unwritten.get(storeName);
  if (waiting) waiting.push(job);
  else {
    unwritten.set(storeName, [job]);
    setTimeout(() => {
      const jobs = unwritten.get(storeName) ?? [];
      unwritten.delete(storeName);
      noteCosts(storeName, jobs);
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
export function forgetCosts(storeName: string): void {
  unwritten.delete(storeName);
  try {
    localStorage.removeItem(costsKeyOf(storeName));
  } catch {
    // What cannot be written cannot have been kept.
  }
}
