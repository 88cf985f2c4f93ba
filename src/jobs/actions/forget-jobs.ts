import { clearJobIndex } from '../index/store/idb-index-storage.ts';
import { closeJobIndex } from '../index/sync/current-index.ts';

/** Removes what this browser keeps of an account's jobs, and of what it did with them. The platform keeps them; they are read again when they are next looked at. */
export async function forgetJobs(storeName: string): Promise<void> {
  await closeJobIndex(storeName);
  const { clearActions } = await import('../model/action-storage.ts');
  await Promise.all([clearJobIndex(storeName), clearActions(storeName)]);
}
