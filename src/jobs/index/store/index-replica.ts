import { chunkOf, packChunk, unpackChunk, CHUNK_SLOTS } from './chunk.ts';
import { JobQueryEngine } from './job-query-engine.ts';
import type { IndexChange } from './index-change.ts';
import { NEW_META, type IndexMeta, type IndexStorage } from './index-storage.ts';
import type { IndexedJob } from '../../model/indexed-job.ts';

/**
 * The index in memory and on disk, and what has changed in it. Changes gather until {@link commit} makes a revision of
 * them: the page is shown once, other tabs are told once, and chunks are written once, however many answers came.
 */
export class IndexReplica {
  queryEngine = new JobQueryEngine();
  meta: IndexMeta = NEW_META;
  /** Entries on the platform by its last word; null when it has not said. */
  total: number | null = null;
  /** Until when, ms epoch, what is asked of a removed job is ignored: an answer that was under way must not bring it back. */
  readonly #deleted = new Map<string, number>();
  /** Ids that the list has shown again after they were removed. */
  readonly #returned = new Set<string>();
  readonly #changed = new Set<number>();
  #removed: string[] = [];
  #metaChanged = false;
  readonly #unsaved = new Set<number>();
  readonly #storage: IndexStorage;
  readonly #now: () => number;

  /** @param now ms epoch */
  constructor(storage: IndexStorage, now: () => number) {
    this.#storage = storage;
    this.#now = now;
  }

  /** Reads everything from disk; what was only in memory is dropped. */
  async load(): Promise<void> {
    const stored = await this.#storage.load();
    if (stored === null) return;
    const queryEngine = new JobQueryEngine();
    for (const chunk of stored.chunks) unpackChunk(queryEngine.columns, chunk);
    queryEngine.columns.reuseEmpty();
    queryEngine.takeExtrasOf(this.queryEngine);
    this.queryEngine = queryEngine;
    // What an earlier version wrote lacks what came later.
    this.meta = { ...NEW_META, ...stored.meta };
    this.#changed.clear();
    this.#unsaved.clear();
    this.#removed = [];
    for (const id of this.#deleted.keys()) this.#drop(id);
    queryEngine.reset();
  }

  /** Brings memory up to what another tab has written, when that is newer. */
  async catchUp(): Promise<boolean> {
    if ((await this.#storage.revision()) <= this.meta.revision) return false;
    await this.load();
    return true;
  }

  /** The job with this id; null when it is not known. */
  find(id: string): IndexedJob | null {
    const slot = this.queryEngine.columns.slotOf(id);
    return slot === undefined ? null : this.queryEngine.columns.at(slot);
  }

  /**
   * Puts a job; true when it was not known before. One that was removed after `askedAt` (ms epoch, when the answer that
   * tells of it was asked for) is left out; a later answer brings it back, since the removal can have been the mistake.
   */
  put(job: IndexedJob, askedAt: number): boolean {
    if (this.#isHeld(job.id, askedAt)) return false;
    if (this.#deleted.delete(job.id)) this.#returned.add(job.id);
    const { columns } = this.queryEngine;
    const isNew = columns.slotOf(job.id) === undefined;
    const { slot, changed } = columns.put(job);
    if (changed) this.#changed.add(slot);
    return isNew;
  }

  /** Takes jobs out: they are gone from the platform. Answers asked for until `until`, ms epoch, do not bring them back. */
  remove(ids: Iterable<string>, until = this.#now()): void {
    for (const id of ids) {
      this.#deleted.set(id, Math.max(until, this.#deleted.get(id) ?? 0));
      this.#returned.delete(id);
      this.#drop(id);
    }
  }

  /** Whether a job was removed and is in the list all the same. */
  isReturned(id: string): boolean {
    return this.#returned.has(id);
  }

  /** The job itself has said that it is there. */
  confirm(id: string): void {
    this.#returned.delete(id);
  }

  #isHeld(id: string, askedAt: number): boolean {
    return askedAt <= (this.#deleted.get(id) ?? Number.NEGATIVE_INFINITY);
  }

  setMeta(change: Partial<Omit<IndexMeta, 'revision'>>): void {
    const next = { ...this.meta, ...change };
    if (next.contiguous === this.meta.contiguous && next.unreadable === this.meta.unreadable && isSame(next.incomplete, this.meta.incomplete)) return;
    this.meta = next;
    this.#metaChanged = true;
  }

  /** Makes a revision of what has changed; null when nothing has. */
  commit(): IndexChange | null {
    if (this.#changed.size === 0 && this.#removed.length === 0 && !this.#metaChanged) return null;
    this.meta = { ...this.meta, revision: this.meta.revision + 1 };
    const { columns } = this.queryEngine;
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
    for (const [slot, job] of rows) {
      if (this.#isHeld(job.id, this.#now())) continue;
      this.#deleted.delete(job.id);
      this.#changed.add(this.queryEngine.columns.put(job, slot).slot);
    }
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
    const chunks = [...this.#unsaved].filter((number) => number * CHUNK_SLOTS < this.queryEngine.columns.slotCount).map((number) => packChunk(this.queryEngine.columns, number));
    this.#unsaved.clear();
    await this.#storage.save(this.meta, chunks);
  }

  /** Notes that another tab has written everything up to here. */
  savedElsewhere(): void {
    this.#unsaved.clear();
  }

  #drop(id: string): void {
    const slot = this.queryEngine.columns.remove(id);
    if (slot === undefined) return;
    this.#changed.add(slot);
    this.#removed.push(id);
  }

  #settle(): void {
    this.queryEngine.touch(this.#changed);
    for (const slot of this.#changed) this.#unsaved.add(chunkOf(slot));
    this.#changed.clear();
    this.#removed = [];
    this.#metaChanged = false;
  }
}

function isSame(a: IndexMeta['incomplete'], b: IndexMeta['incomplete']): boolean {
  return a === b || (a !== null && b !== null && a.total === b.total);
}
