import { READER_VERSION } from '#src/lib/reader-version.ts';
import { readStatus, type JobStatus } from '#src/jobs-api/job.ts';
import type { IndexedJob, KeptReading } from '../../model/indexed-job.ts';
import { ValueDictionary } from './value-dictionary.ts';

/** A reading without its confidence: few different ones stand for all jobs. */
export type Finding = Omit<KeptReading, 'confidence'>;

/** Columns of some slots in a row; see `chunk.ts`. */
export interface StoredColumns {
  /** Empty strings for empty slots. */
  readonly ids: readonly string[];
  readonly names: readonly (string | null)[];
  readonly hashes: readonly (string | null)[];
  readonly type: Uint32Array;
  readonly status: Uint32Array;
  readonly finding: Uint32Array;
  /** ms epoch; NaN for what is not known, here and below. */
  readonly created: Float64Array;
  readonly updated: Float64Array;
  readonly size: Float64Array;
  readonly confidence: Float64Array;
  /** 0: nothing, 1: named, 2: final. */
  readonly knows: Uint8Array;
}

const FIRST_CAPACITY = 1_024;
const KNOWS_NOTHING = 0;
const KNOWS_NAME = 1;
const KNOWS_ALL = 2;

/**
 * All jobs of the account, column by column: 100,000 of them stay small, and are filtered and sorted without an object
 * for each. A job keeps its slot for as long as it is there; the slot of a removed one stays empty until the next load, so
 * that what a page holds on to never becomes another job. Numbers that are not known are NaN.
 */
export class ColumnStore {
  readonly ids: string[] = [];
  readonly names: (string | null)[] = [];
  readonly hashes: (string | null)[] = [];
  readonly types = new ValueDictionary<string>((word) => word);
  readonly statusWords = new ValueDictionary<string>((word) => word);
  readonly findings = new ValueDictionary<Finding>(({ outcome, finding, direction, confidenceOf, simulated, readerVersion }) => JSON.stringify([readerVersion, outcome, direction, simulated, confidenceOf, finding]));
  /** Codes of {@link types}. */
  type = new Uint32Array(FIRST_CAPACITY);
  /** Codes of {@link statusWords}. */
  status = new Uint32Array(FIRST_CAPACITY);
  /** Codes of {@link findings}. */
  finding = new Uint32Array(FIRST_CAPACITY);
  created = new Float64Array(FIRST_CAPACITY);
  updated = new Float64Array(FIRST_CAPACITY);
  size = new Float64Array(FIRST_CAPACITY);
  confidence = new Float64Array(FIRST_CAPACITY);
  #knows = new Uint8Array(FIRST_CAPACITY);
  readonly #slots = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #statuses: JobStatus[] = ['unknown'];

  /** The id of the job in a slot; empty for an empty one. A function that stays the same. */
  readonly idAt = (slot: number): string => this.ids[slot] ?? '';

  /** How many jobs there are. */
  get count(): number {
    return this.#slots.size;
  }

  /** Slots below this number are in use, or were. */
  get slotCount(): number {
    return this.ids.length;
  }

  /** The slot of a job; undefined when it is not there. */
  slotOf(id: string): number | undefined {
    return this.#slots.get(id);
  }

  /** Whether a slot holds a job. */
  isUsed(slot: number): boolean {
    return this.ids[slot] !== undefined && this.ids[slot] !== '';
  }

  /** The status of the job in a slot. */
  statusAt(slot: number): JobStatus {
    return this.statusOfCode(this.status[slot] ?? 0);
  }

  /** The status behind a code of {@link statusWords}. */
  statusOfCode(code: number): JobStatus {
    const known = this.#statuses[code];
    if (known !== undefined) return known;
    const { status } = readStatus(this.statusWords.valueOf(code) ?? '');
    this.#statuses[code] = status;
    return status;
  }

  /** Whether the name of the job in a slot has been asked for. */
  isNamed(slot: number): boolean {
    return (this.#knows[slot] ?? 0) >= KNOWS_NAME;
  }

  /** Whether the detail of the job in a slot has been read after its end. */
  isFinal(slot: number): boolean {
    return this.#knows[slot] === KNOWS_ALL;
  }

  /** The job in a slot; null for an empty one. */
  at(slot: number): IndexedJob | null {
    const id = this.ids[slot];
    if (id === undefined || id === '') return null;
    const finding = this.findings.valueOf(this.finding[slot] ?? 0);
    return {
      id,
      taskTypeId: this.types.valueOf(this.type[slot] ?? 0),
      status: this.statusAt(slot),
      statusWord: this.statusWords.valueOf(this.status[slot] ?? 0) ?? '',
      createdAt: orNull(this.created[slot]),
      updatedAt: orNull(this.updated[slot]),
      detail: this.isNamed(slot)
        ? {
            fileName: this.names[slot] ?? null,
            sizeBytes: orNull(this.size[slot]),
            sha256: this.hashes[slot] ?? null,
            reading: finding && { ...finding, confidence: orNull(this.confidence[slot]) },
            final: this.isFinal(slot),
          }
        : null,
    };
  }

  /** Gives empty slots out again: after a load, while no page holds on to any. */
  reuseEmpty(): void {
    this.#free.length = 0;
    for (let slot = this.ids.length - 1; slot >= 0; slot -= 1) if (this.ids[slot] === '') this.#free.push(slot);
  }

  /** The slot that a job has, or would get. */
  slotFor(id: string): number {
    return this.#slots.get(id) ?? this.#free.at(-1) ?? this.ids.length;
  }

  /** Puts a job into its slot, or another if told: tabs agree on slots. Gives the slot, and whether anything changed. */
  put(job: IndexedJob, slot = this.slotFor(job.id)): { readonly slot: number; readonly changed: boolean } {
    const there = this.ids[slot] ?? '';
    if (there !== '' && there !== job.id) this.remove(there);
    const before = this.#slots.get(job.id);
    if (before !== undefined && before !== slot) this.remove(job.id);
    this.#reserve(slot);
    const { detail } = job;
    // Another tab may run an older version.
    const isStale = detail?.reading != null && detail.reading.readerVersion !== READER_VERSION;
    const reading = isStale ? null : (detail?.reading ?? null);
    let changed = there !== job.id;
    const set = <T extends { [index: number]: unknown }>(column: T, value: T[number]) => {
      if (!changed && Object.is(column[slot], value)) return;
      changed = true;
      column[slot] = value;
    };
    set(this.ids, job.id);
    set(this.names, detail?.fileName ?? null);
    set(this.hashes, detail?.sha256 ?? null);
    set(this.type, this.types.codeOf(job.taskTypeId));
    set(this.status, this.statusWords.codeOf(job.statusWord));
    set(this.finding, this.findings.codeOf(reading && findingOf(reading)));
    set(this.created, job.createdAt ?? Number.NaN);
    set(this.updated, job.updatedAt ?? Number.NaN);
    set(this.size, detail?.sizeBytes ?? Number.NaN);
    set(this.confidence, reading?.confidence ?? Number.NaN);
    set(this.#knows, detail === null ? KNOWS_NOTHING : detail.final && !isStale ? KNOWS_ALL : KNOWS_NAME);
    this.#slots.set(job.id, slot);
    return { slot, changed };
  }

  /**
   * Fills slots in a row, which hold nothing yet, with columns as they lie on disk: without an object for each job.
   * @param codes what the numbers of `type`, `status` and `finding` are in this index, from those of the stored columns
   */
  fill(from: number, stored: StoredColumns, codes: { readonly type: readonly number[]; readonly status: readonly number[]; readonly finding: readonly number[] }): void {
    const count = stored.ids.length;
    if (count === 0) return;
    this.#reserve(from + count - 1);
    for (let n = 0; n < count; n += 1) {
      const slot = from + n;
      const id = stored.ids[n] ?? '';
      this.ids[slot] = id;
      this.names[slot] = stored.names[n] ?? null;
      this.hashes[slot] = stored.hashes[n] ?? null;
      this.type[slot] = codes.type[stored.type[n] ?? 0] ?? 0;
      this.status[slot] = codes.status[stored.status[n] ?? 0] ?? 0;
      this.finding[slot] = codes.finding[stored.finding[n] ?? 0] ?? 0;
      if (id !== '') this.#slots.set(id, slot);
    }
    this.created.set(stored.created, from);
    this.updated.set(stored.updated, from);
    this.size.set(stored.size, from);
    this.confidence.set(stored.confidence, from);
    this.#knows.set(stored.knows, from);
    // A finding that was left out is read again.
    for (let n = 0; n < count; n += 1) {
      if ((stored.finding[n] ?? 0) === 0 || this.finding[from + n] !== 0) continue;
      this.confidence[from + n] = Number.NaN;
      this.#knows[from + n] = Math.min(KNOWS_NAME, this.#knows[from + n] ?? 0);
    }
  }

  /** Takes a job out; gives the slot it had, undefined when it was not there. */
  remove(id: string): number | undefined {
    const slot = this.#slots.get(id);
    if (slot === undefined) return undefined;
    this.#slots.delete(id);
    this.ids[slot] = '';
    this.names[slot] = null;
    this.hashes[slot] = null;
    return slot;
  }

  /** Which jobs are newer: negative when that in slot `a` comes first, as the platform lists them. */
  byNewest(a: number, b: number): number {
    const createdA = this.created[a] ?? Number.NaN;
    const createdB = this.created[b] ?? Number.NaN;
    if (createdA !== createdB) {
      // Those without a date come last.
      if (Number.isNaN(createdA)) return Number.isNaN(createdB) ? this.#byId(a, b) : 1;
      return Number.isNaN(createdB) ? -1 : createdB - createdA;
    }
    return this.#byId(a, b);
  }

  // Numbers by their size, other ids by their characters; the later one first.
  #byId(a: number, b: number): number {
    const idA = this.ids[a] ?? '';
    const idB = this.ids[b] ?? '';
    return Number(idB) - Number(idA) || (idA < idB ? 1 : idA > idB ? -1 : 0);
  }

  #reserve(slot: number): void {
    if (slot === this.#free.at(-1)) this.#free.pop();
    else if (slot < this.ids.length) {
      const at = this.#free.lastIndexOf(slot);
      if (at >= 0) this.#free.splice(at, 1);
    }
    while (this.ids.length <= slot) {
      this.ids.push('');
      this.names.push(null);
      this.hashes.push(null);
    }
    if (slot < this.created.length) return;
    const capacity = Math.max(slot + 1, this.created.length * 2);
    this.type = grown(this.type, new Uint32Array(capacity));
    this.status = grown(this.status, new Uint32Array(capacity));
    this.finding = grown(this.finding, new Uint32Array(capacity));
    this.created = grown(this.created, new Float64Array(capacity));
    this.updated = grown(this.updated, new Float64Array(capacity));
    this.size = grown(this.size, new Float64Array(capacity));
    this.confidence = grown(this.confidence, new Float64Array(capacity));
    this.#knows = grown(this.#knows, new Uint8Array(capacity));
  }
}

function findingOf({ outcome, finding, direction, confidenceOf, simulated, readerVersion }: KeptReading): Finding {
  return { outcome, finding, direction, confidenceOf, simulated, readerVersion };
}

function grown<T extends Uint8Array | Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
