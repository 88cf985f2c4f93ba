import { chunkOf, packChunk, unpackChunk, CHUNK_SLOTS } from './chunk.ts';
import { JobBook } from './job-book.ts';
import type { IndexChange } from './index-messages.ts';
import { NEW_META, type IndexMeta, type IndexStorage } from './index-storage.ts';
import type { IndexedJob } from './indexed-job.ts';

/**
 * The index in memory and on disk, and what has changed in it. Changes gather until {@link commit} makes a revision of
 * them: the page is shown once, other tabs are told once, and chunks are written once, however many answers came.
 */
export class Ledger {
  book = new JobBook();
  meta: IndexMeta = NEW_META;
  /** Entries on the platform by its last word; null when it has not said. */
  total: number | null = null;
  /** Ids that are never put again: an answer that was under way must not bring a deleted job back. */
  readonly #deleted = new Set<string>();
  readonly #changed = new Set<number>();
  #removed: string[] = [];
  #metaChanged = false;
  readonly #unsaved = new Set<number>();
  readonly #storage: IndexStorage;

  constructor(storage: IndexStorage) {
    this.#storage = storage;
  }

  /** Reads everything from disk; what was only in memory is dropped. */
  async load(): Promise<void> {
    const stored = await this.#storage.load();
    if (stored === null) return;
    const book = new JobBook();
    for (const chunk of stored.chunks) unpackChunk(book.columns, chunk);
    book.columns.reuseEmpty();
    book.takeExtrasOf(this.book);
    this.book = book;
    this.meta = stored.meta;
    this.#changed.clear();
    this.#unsaved.clear();
    this.#removed = [];
    for (const id of this.#deleted) this.#drop(id);
    book.reset();
  }

  /** Brings memory up to what another tab has written, when that is newer. */
  async catchUp(): Promise<boolean> {
    if ((await this.#storage.revision()) <= this.meta.revision) return false;
    await this.load();
    return true;
  }

  /** The job with this id; null when it is not known. */
  find(id: string): IndexedJob | null {
    const slot = this.book.columns.slotOf(id);
    return slot === undefined ? null : this.book.columns.at(slot);
  }

  /** Puts a job; true when it was not known before. Deleted ones are left out. */
  put(job: IndexedJob): boolean {
    if (this.#deleted.has(job.id)) return false;
    const { columns } = this.book;
    const isNew = columns.slotOf(job.id) === undefined;
    const { slot, changed } = columns.put(job);
    if (changed) this.#changed.add(slot);
    return isNew;
  }

  /** Takes jobs out for good: they are gone from the platform. */
  remove(ids: Iterable<string>): void {
    for (const id of ids) {
      this.#deleted.add(id);
      this.#drop(id);
    }
  }

  setMeta(change: Partial<Omit<IndexMeta, 'revision'>>): void {
    const next = { ...this.meta, ...change };
    if (next.contiguous === this.meta.contiguous && next.unreadable === this.meta.unreadable) return;
    this.meta = next;
    this.#metaChanged = true;
  }

  /** Makes a revision of what has changed; null when nothing has. */
  commit(): IndexChange | null {
    if (this.#changed.size === 0 && this.#removed.length === 0 && !this.#metaChanged) return null;
    this.meta = { ...this.meta, revision: this.meta.revision + 1 };
    const { columns } = this.book;
    const rows = [...this.#changed].flatMap((slot) => {
      const job = columns.at(slot);
      return job === null ? [] : [[slot, job] as const];
    });
    const change = { meta: this.meta, rows, removed: this.#removed, total: this.total };
    this.#settle();
    return change;
  }

  /** Takes over a change that another tab made; false when one before it is missing. */
  apply({ meta, rows, removed, total }: IndexChange): boolean {
    if (meta.revision <= this.meta.revision) return true;
    if (meta.revision !== this.meta.revision + 1) return false;
    for (const id of removed) this.#drop(id);
    for (const [slot, job] of rows) if (!this.#deleted.has(job.id)) this.#changed.add(this.book.columns.put(job, slot).slot);
    this.meta = meta;
    this.total = total;
    this.#settle();
    return true;
  }

  /** Shows what has changed without a revision, while another tab does the work. */
  show(): void {
    this.#settle();
  }

  /** Writes what is not on disk yet. */
  async save(): Promise<void> {
    const chunks = [...this.#unsaved].filter((number) => number * CHUNK_SLOTS < this.book.columns.slotCount).map((number) => packChunk(this.book.columns, number));
    this.#unsaved.clear();
    await this.#storage.save(this.meta, chunks);
  }

  /** Notes that another tab has written everything up to here. */
  savedElsewhere(): void {
    this.#unsaved.clear();
  }

  #drop(id: string): void {
    const slot = this.book.columns.remove(id);
    if (slot === undefined) return;
    this.#changed.add(slot);
    this.#removed.push(id);
  }

  #settle(): void {
    this.book.touch(this.#changed);
    for (const slot of this.#changed) this.#unsaved.add(chunkOf(slot));
    this.#changed.clear();
    this.#removed = [];
    this.#metaChanged = false;
  }
}
