import type { DBSchema } from 'idb';
import { createPageDatabase } from '#src/lib/page-database.ts';
import type { JudgementEntry } from './judgement.ts';

/** What was filled in and not yet saved, as it stands in the form. */
export interface Draft {
  readonly jobId: string;
  readonly verdict: string;
  readonly reason: string;
  readonly tags: string;
  readonly notes: string;
}

/** Where judgements are kept. */
export interface JudgementStorage {
  /** Everything there is. */
  load: () => Promise<{ readonly entries: readonly JudgementEntry[]; readonly drafts: readonly Draft[] }>;
  /** Adds entries in one step, all or none. */
  add: (entries: readonly JudgementEntry[]) => Promise<void>;
  saveDraft: (draft: Draft) => Promise<void>;
  removeDraft: (jobId: string) => Promise<void>;
}

interface ReviewDb extends DBSchema {
  entries: { key: string; value: JudgementEntry };
  drafts: { key: string; value: Draft };
}

/**
 * Judgements in IndexedDB, one database an account, so that no account ever sees another's.
 * @param storeName the session's `storeName`
 */
export function openJudgementStorage(storeName: string): JudgementStorage {
  const database = createPageDatabase<ReviewDb>({
    name: `assay-review-${storeName}`,
    version: 1,
    upgrade(stored) {
      stored.createObjectStore('entries', { keyPath: 'id' });
      stored.createObjectStore('drafts', { keyPath: 'jobId' });
    },
  });
  return {
    load: () =>
      database.use(async (db) => {
        const [entries, drafts] = await Promise.all([db.getAll('entries'), db.getAll('drafts')]);
        return { entries, drafts };
      }),
    add: (entries) =>
      database.use(async (db) => {
        // Strict: a judgement that was said to be saved survives a power cut.
        const transaction = db.transaction('entries', 'readwrite', { durability: 'strict' });
        await Promise.all([...entries.map((entry) => transaction.store.put(entry)), transaction.done]);
      }),
    saveDraft: (draft) => database.use(async (db) => void (await db.put('drafts', draft))),
    removeDraft: (jobId) => database.use((db) => db.delete('drafts', jobId)),
  };
}
