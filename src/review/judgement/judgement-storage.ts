import { openDB, type DBSchema } from 'idb';
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
 * @param account the session's fingerprint of platform and key
 */
export async function openJudgementStorage(account: string): Promise<JudgementStorage> {
  const db = await openDB<ReviewDb>(`assay-review-${account}`, 1, {
    upgrade(database) {
      database.createObjectStore('entries', { keyPath: 'id' });
      database.createObjectStore('drafts', { keyPath: 'jobId' });
    },
  });
  return {
    async load() {
      const [entries, drafts] = await Promise.all([db.getAll('entries'), db.getAll('drafts')]);
      return { entries, drafts };
    },
    async add(entries) {
      // Strict: a judgement that was said to be saved survives a power cut.
      const transaction = db.transaction('entries', 'readwrite', { durability: 'strict' });
      await Promise.all([...entries.map((entry) => transaction.store.put(entry)), transaction.done]);
    },
    async saveDraft(draft) {
      await db.put('drafts', draft);
    },
    removeDraft: (jobId) => db.delete('drafts', jobId),
  };
}
