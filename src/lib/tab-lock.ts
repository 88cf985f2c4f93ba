/** Holds a lock that all tabs of this origin share for as long as `work` takes. Rejects with the signal's reason when it ends before the lock was free. */
export type RequestLock = (name: string, options: { readonly signal: AbortSignal }, work: () => Promise<void>) => Promise<void>;

/**
 * Asks for a lock by the Web Locks API where the page has it. Over plain http from another machine it has not: there an
 * exclusive connection to a database of that name does the same, and a tab that dies gives it back likewise.
 */
export const requestTabLock: RequestLock = async (name, { signal }, work) => {
  const locks: LockManager | undefined = navigator.locks;
  if (locks) await locks.request(name, { signal }, work);
  // Without a disk there is nothing that tabs could do twice: each has a queue of its own.
  else if (typeof indexedDB === 'undefined') await work();
  else await (await import('./database-lock.ts')).requestDatabaseLock(name, { signal }, work);
};
