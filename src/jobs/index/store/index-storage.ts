import type { StoredChunk } from './chunk.ts';

/** What is kept beside the jobs. */
export interface IndexMeta {
  /** Counts every change; a tab that missed one sees it here. */
  readonly revision: number;
  /** How many of the newest jobs are known without a gap; null once all are. */
  readonly contiguous: number | null;
  /** Entries of the list that carry no id. */
  readonly unreadable: number;
  /**
   * Set when the list ended before all of its jobs were seen, or without saying how many there are: then what it counted;
   * null when it did not. Null as a whole otherwise.
   */
  readonly incomplete: { readonly total: number | null } | null;
}

/** The meta of an index that nothing has been read into. */
export const NEW_META: IndexMeta = { revision: 0, contiguous: 0, unreadable: 0, incomplete: null };

/** What lies on disk. */
export interface StoredIndex {
  readonly meta: IndexMeta;
  readonly chunks: readonly StoredChunk[];
}

/** Where an account's index is kept. */
export interface IndexStorage {
  /** All of it, as of one moment; null when there is none yet. */
  readonly load: () => Promise<StoredIndex | null>;
  /** The revision of what {@link load} would give; 0 when there is none. */
  readonly revision: () => Promise<number>;
  /** Writes changed chunks and the meta, all or nothing. */
  readonly save: (meta: IndexMeta, chunks: readonly StoredChunk[]) => Promise<void>;
  /** Ends the use; nothing is called afterwards. */
  readonly close: () => void;
}

/** Keeps an index for as long as the page lives: where there is no disk, and in tests. */
export function createMemoryIndexStorage(): IndexStorage {
  let meta: IndexMeta | null = null;
  const chunks = new Map<number, StoredChunk>();
  return {
    load: async () => (meta === null ? null : { meta, chunks: [...chunks.values()] }),
    revision: async () => meta?.revision ?? 0,
    async save(nextMeta, changed) {
      meta = nextMeta;
      for (const chunk of changed) chunks.set(chunk.number, chunk);
    },
    close: () => undefined,
  };
}
