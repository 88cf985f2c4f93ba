import type { IndexedJob } from '../../model/indexed-job.ts';
import type { IndexMeta } from './index-storage.ts';

/** What changed in the index with one revision. */
export interface IndexChange {
  readonly meta: IndexMeta;
  /** Jobs that were put, with their slots: chunks on disk go by slots, so that all tabs agree on them. */
  readonly rows: readonly (readonly [number, IndexedJob])[];
  readonly removed: readonly string[];
  /** Entries on the platform; null when it has not said. */
  readonly total: number | null;
}
