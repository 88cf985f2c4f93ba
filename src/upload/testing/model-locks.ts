import type { KeyedMutex } from '#src/jobs-api/keyed-mutex.ts';
import type { RequestLock } from '#src/lib/tab-lock.ts';
import { yieldToMain } from '#src/lib/yield-to-main.ts';

/** Locks that the tabs of a browser share, as Web Locks are; they can be taken away from a tab, which goes on and does not know. */
export interface ModelLocks {
  /** The locks as one tab asks for them. */
  readonly of: (tab: object) => TabLocks;
  /** Takes away what a tab holds, and what it waits for: it has died, or the browser has put it aside. */
  readonly takeFrom: (tab: object) => void;
  /** Who holds a lock; null when nobody does. */
  readonly holder: (name: string) => object | null;
}

/** The two ways in which the code asks for a lock. */
export interface TabLocks {
  readonly requestLock: RequestLock;
  /** Runs work while the lock is held. */
  readonly hold: KeyedMutex;
}

interface Entry {
  readonly tab: object;
  readonly grant: () => void;
}

/** Makes the locks of a browser. */
export function createModelLocks(): ModelLocks {
  const lines = new Map<string, Entry[]>();

  function leave(name: string, entry: Entry): void {
    const line = lines.get(name) ?? [];
    const wasFirst = line[0] === entry;
    lines.set(name, line.filter((each) => each !== entry));
    if (wasFirst) lines.get(name)?.[0]?.grant();
  }

  async function ask<T>(tab: object, name: string, signal: AbortSignal | null, work: () => Promise<T>): Promise<T> {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const entry: Entry = { tab, grant: resolve };
    const line = lines.get(name) ?? [];
    lines.set(name, [...line, entry]);
    if (line.length === 0) resolve();
    const onAbort = () => reject(new DOMException('Aborted', 'AbortError'));
    signal?.addEventListener('abort', onAbort);
    try {
      await promise;
      await yieldToMain();
      // A lock that was granted is held until its work ends, whatever becomes of the signal.
      signal?.removeEventListener('abort', onAbort);
      return await work();
    } finally {
      signal?.removeEventListener('abort', onAbort);
      leave(name, entry);
    }
  }

  return {
    of: (tab) => ({
      requestLock: (name, { signal }, work) => ask(tab, name, signal, work),
      hold: (name, work) => ask(tab, name, null, work),
    }),
    takeFrom(tab) {
      for (const [name, line] of lines) for (const entry of line) if (entry.tab === tab) leave(name, entry);
    },
    holder: (name) => lines.get(name)?.[0]?.tab ?? null,
  };
}
