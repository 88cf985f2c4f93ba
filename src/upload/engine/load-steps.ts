import type { UploadSteps } from './run-item.ts';

/** Loads what takes an item to its job, and what judges a failure on the way: that must be there when the network is not. */
export async function loadSteps(): Promise<UploadSteps> {
  const [steps, judging] = await Promise.all([import('./run-item.ts'), import('../model/failure-policy.ts')]);
  return { ...steps, ...judging };
}
