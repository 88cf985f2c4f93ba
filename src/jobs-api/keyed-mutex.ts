/** Runs work by key: of one key, one at a time, in the order in which it was asked for. */
export type KeyedMutex = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** Makes a mutex by key for this page alone. */
export function createKeyedMutex(): KeyedMutex {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work);
    // Who comes next must not inherit this one's failure.
    const settled = turn.catch(() => undefined);
    last.set(key, settled);
    try {
      return await turn;
    } finally {
      if (last.get(key) === settled) last.delete(key);
    }
  };
}

/**
 * Makes a mutex by key over all tabs of the origin, by Web Locks. Without them (plain http from another machine, where
 * browsers leave them out) it holds within this page.
 * @param prefix keeps the names apart from other locks
 */
export function createSharedMutex(prefix: string, locks: Pick<LockManager, 'request'> | null | undefined): KeyedMutex {
  const withLock = createKeyedMutex();
  if (!locks) return withLock;
  // In line within the page first: a lock that is let go of in one tab goes to whoever asked next, in whichever tab.
  return (key, work) => withLock(key, () => locks.request(`${prefix}${key}`, work));
}
