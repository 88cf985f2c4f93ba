import type { RequestLock } from './tab-lock.ts';

/**
 * A lock by IndexedDB: a database is upgraded only once every other connection to it is closed, so that whoever upgraded
 * it is alone for as long as the connection stays open.
 */
export const requestDatabaseLock: RequestLock = async (name, { signal }, work) => {
  for (;;) {
    const connection = await openUpgraded(`assay-lock-${name}`, signal);
    if (connection === null) continue;
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      connection.close();
    }
  }
};

/** Waits to be alone with the database; null when another tab's upgrade came first. */
async function openUpgraded(name: string, signal: AbortSignal): Promise<IDBDatabase | null> {
  const current = await opened(indexedDB.open(name), signal);
  const { version } = current.database;
  // Whoever made it with this very call is alone with it.
  if (current.upgraded) return current.database;
  current.database.close();
  try {
    const next = await opened(indexedDB.open(name, version + 1), signal);
    if (next.upgraded) return next.database;
    next.database.close();
    return null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'VersionError') return null;
    throw error;
  }
}

async function opened(request: IDBOpenDBRequest, signal: AbortSignal): Promise<{ readonly database: IDBDatabase; readonly upgraded: boolean }> {
  signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<{ readonly database: IDBDatabase; readonly upgraded: boolean }>();
  let upgraded = false;
  // An open cannot be called off: what comes too late is closed.
  const onAbort = () => reject(signal.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError'));
  signal.addEventListener('abort', onAbort, { once: true });
  request.addEventListener('upgradeneeded', () => {
    upgraded = true;
  });
  request.addEventListener('success', () => {
    if (signal.aborted) request.result.close();
    else resolve({ database: request.result, upgraded });
  });
  request.addEventListener('error', () => reject(request.error ?? new DOMException('The database could not be opened.', 'UnknownError')));
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
