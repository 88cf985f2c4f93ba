import { isActive } from '#src/jobs-api/job.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import type { JobNote, JobRow, VerdictCell } from '../../model/job-row.ts';
import { statusLabel } from '../../model/status-labels.ts';
import { SORT_COLUMNS, type JobsView, type SortColumn } from '../../model/search-params.ts';
import { CHUNK_SLOTS } from './chunk.ts';
import { ColumnStore } from './column-store.ts';
import type { KeptReading } from '../../model/indexed-job.ts';
import { SortIndexes, type SortKey } from './sort-indexes.ts';
import { foldText, SearchText } from './search-text.ts';

/** What the page adds to what the platform says; each is a new value when it changes, and the same one otherwise. */
export interface Annotations {
  /** What a reading comes to: depends on the thresholds a team has set. */
  readonly cellOf: (reading: KeptReading, taskTypeId: string | null) => VerdictCell;
  /** What this browser and its analyst know of a job, by id. */
  readonly notes: ReadonlyMap<string, JobNote>;
}

/** How many jobs there are of each kind, by what stands in the address. */
export interface JobTotals {
  readonly all: number;
  /** By status word. */
  readonly statuses: ReadonlyMap<string, number>;
  /** By verdict band. */
  readonly bands: ReadonlyMap<string, number>;
  /** By task type id. */
  readonly types: ReadonlyMap<string, number>;
  /** Jobs whose detail, and so name and result, is known. */
  readonly named: number;
}

/** The band of jobs without a result. */
export const NO_BAND = 'none';

const ID_DIGITS = 24;
// Enough for what is in sight, also before and after a jump.
const MOST_ROWS_KEPT = 400;

const NO_EXTRAS: Annotations = {
  cellOf: ({ finding, confidence, confidenceOf, simulated }) => ({ band: NO_BAND, label: '', finding, confidence, confidenceOf, simulated }),
  notes: new Map(),
};

/**
 * All jobs as they are searched, filtered and sorted. Each question is a walk over numbers: 100,000 jobs are answered in a
 * few milliseconds, on the page's own thread, and a change costs what changed.
 */
export class JobQueryEngine {
  readonly columns = new ColumnStore();
  readonly #sortIndexes: SortIndexes<SortColumn>;
  readonly #text: SearchText;
  #extras = NO_EXTRAS;
  /** The band of each slot, a number into {@link #bandNames}; made when it is first asked for. */
  #bands: Uint8Array | null = null;
  #bandNames: { readonly id: string; readonly label: string }[] = [];
  /** The last view that was asked for, and its answer: a page asks more often than anything changes. */
  #answer: { readonly view: string; readonly slots: Int32Array } | null = null;
  /** Rows made since the last change: those that stay in sight are the same objects, and are not rendered again. */
  readonly #rows = new Map<number, JobRow | null>();
  /** The last totals with nothing hidden. */
  #totals: JobTotals | null = null;
  #activePlaces: Int32Array | null = null;
  #knownTypes = taskTypes.all();
  /** Notes by slot: made when they are first asked for, as the jobs of notes come and go. */
  #noteSlots: ReadonlyMap<number, JobNote> | null = null;

  constructor() {
    const { columns } = this;
    this.#sortIndexes = new SortIndexes({ columns: SORT_COLUMNS, keyOf: (column, slot) => this.#keyOf(column, slot), byNewest: (a, b) => columns.byNewest(a, b), newestColumn: 'created' });
    this.#text = new SearchText((slot) => {
      const id = columns.ids[slot] ?? '';
      return foldText(`${columns.names[slot] ?? ''} ${id} ${columns.hashes[slot] ?? ''}`).replaceAll('\n', ' ');
    });
  }

  /** All jobs, newest first. */
  get newest(): Int32Array {
    return this.#sortIndexes.newest;
  }

  /** Where the jobs that go on stand among {@link newest}, from 0. */
  activePlaces(): Int32Array {
    if (this.#activePlaces === null) {
      const { columns, newest } = this;
      const active = Uint8Array.from({ length: columns.statusWords.size }, (_, code) => (isActive(columns.statusOfCode(code)) ? 1 : 0));
      const places: number[] = [];
      for (let place = 0; place < newest.length; place += 1) if (active[columns.status[newest[place] ?? 0] ?? 0] === 1) places.push(place);
      this.#activePlaces = Int32Array.from(places);
    }
    return this.#activePlaces;
  }

  /** Takes in everything that the columns hold, as after a load. */
  reset(): void {
    const slots: number[] = [];
    for (let slot = 0; slot < this.columns.slotCount; slot += 1) {
      if (this.columns.isUsed(slot)) slots.push(slot);
      if (slot % CHUNK_SLOTS === 0) this.#text.touch(slot);
    }
    this.#sortIndexes.reset(slots);
    this.#activePlaces = null;
    this.#forgetAnswers();
    this.#bands = null;
    this.#noteSlots = null;
  }

  /** Takes in that the jobs of these slots were put, changed or removed. */
  touch(changed: ReadonlySet<number>): void {
    if (changed.size === 0) return;
    const { columns } = this;
    this.#activePlaces = null;
    this.#forgetAnswers();
    if (this.#bands) {
      this.#bands = grown(this.#bands, columns.slotCount);
      for (const slot of changed) this.#bands[slot] = this.#bandCodeOf(slot);
    }
    this.#noteSlots = null;
    for (const slot of changed) this.#text.touch(slot);
    this.#sortIndexes.update(changed, (slot) => !columns.isUsed(slot));
  }

  /** Takes over what the page adds. */
  setExtras(extras: Annotations): void {
    const before = this.#extras;
    if (before.cellOf === extras.cellOf && before.notes === extras.notes) return;
    this.#extras = extras;
    this.#forgetAnswers();
    if (before.cellOf !== extras.cellOf) {
      this.#bands = null;
      this.#bandNames = [];
      this.#sortIndexes.forget('verdict');
    }
    if (before.notes !== extras.notes) {
      this.#noteSlots = null;
      this.#sortIndexes.forget('judgement');
    }
  }

  /** Takes over what the page added to another engine. */
  takeExtrasOf(other: JobQueryEngine): void {
    this.setExtras(other.#extras);
  }

  /** Makes, in steps of a millisecond or so, what the first search and the first sort by each column need. */
  *prepare(): Generator<void, void> {
    for (let chunk = 0; chunk * CHUNK_SLOTS < this.columns.slotCount; chunk += 1) if (this.#text.prepare(chunk, this.columns.slotCount)) yield;
    yield* this.#sortIndexes.prepare();
  }

  /** The slots of the jobs that a view shows, in its order. */
  inView(view: JobsView): Int32Array {
    this.#keepUpWithTypes();
    const asked = JSON.stringify(view);
    if (this.#answer?.view === asked) return this.#answer.slots;
    const order = this.#sortIndexes.by(view.sort.column, view.sort.descending);
    const matches = this.#matching(view);
    const slots = matches === null ? order : marked(order, matches);
    this.#answer = { view: asked, slots };
    return slots;
  }

  /** The job in a slot as the table shows it, mostly the same object as long as nothing changes; null for an empty slot. */
  rowAt(slot: number): JobRow | null {
    const kept = this.#rows.get(slot);
    if (kept !== undefined) return kept;
    if (this.#rows.size >= MOST_ROWS_KEPT) this.#rows.clear();
    const row = this.#makeRow(slot);
    this.#rows.set(slot, row);
    return row;
  }

  #makeRow(slot: number): JobRow | null {
    const job = this.columns.at(slot);
    if (job === null) return null;
    const { id, detail } = job;
    const note = this.noteAt(slot);
    return {
      id,
      job,
      fileName: detail?.fileName ?? null,
      sizeBytes: detail?.sizeBytes ?? null,
      sha256: detail?.sha256 ?? note?.sha256 ?? null,
      typeName: typeName(job.taskTypeId),
      verdict: this.cellAt(slot),
      note,
    };
  }

  /** What a job's result comes to; null while there is none. */
  cellAt(slot: number): VerdictCell | null {
    const { columns } = this;
    const finding = columns.findings.valueOf(columns.finding[slot] ?? 0);
    if (finding === null) return null;
    const confidence = columns.confidence[slot] ?? Number.NaN;
    const reading = { ...finding, confidence: Number.isNaN(confidence) ? null : confidence };
    return this.#extras.cellOf(reading, columns.types.valueOf(columns.type[slot] ?? 0));
  }

  /** What this browser and its analyst know of the job in a slot; null for nothing. */
  noteAt(slot: number): JobNote | null {
    return this.#extras.notes.get(this.columns.ids[slot] ?? '') ?? null;
  }

  /** How many jobs there are of each kind, those of `hidden` slots left out. */
  totals(hidden: ReadonlySet<number>): JobTotals {
    if (hidden.size > 0) return this.#count(hidden);
    this.#totals ??= this.#count(hidden);
    return this.#totals;
  }

  #count(hidden: ReadonlySet<number>): JobTotals {
    const { columns } = this;
    const bands = this.#bandCodes();
    const statusCounts = new Uint32Array(columns.statusWords.size);
    const typeCounts = new Uint32Array(columns.types.size);
    const bandCounts = new Uint32Array(256);
    let all = 0;
    let named = 0;
    for (let slot = 0; slot < columns.slotCount; slot += 1) {
      if (!columns.isUsed(slot) || hidden.has(slot)) continue;
      all += 1;
      if (columns.isNamed(slot)) named += 1;
      countOne(statusCounts, columns.status[slot]);
      countOne(typeCounts, columns.type[slot]);
      countOne(bandCounts, bands[slot]);
    }
    return {
      all,
      named,
      statuses: counted(statusCounts, (code) => columns.statusWords.valueOf(code)),
      types: counted(typeCounts, (code) => columns.types.valueOf(code)),
      bands: counted(bandCounts, (code) => this.#bandNames[code - 1]?.id ?? NO_BAND),
    };
  }

  // Names of types, and which ids are one type, change when the platform tells of them.
  #keepUpWithTypes(): void {
    const known = taskTypes.all();
    if (known === this.#knownTypes) return;
    this.#knownTypes = known;
    this.#forgetAnswers();
    this.#sortIndexes.forget('type');
  }

  #forgetAnswers(): void {
    this.#answer = null;
    this.#rows.clear();
    this.#totals = null;
  }

  /** Marks the slots that a view shows, empty ones perhaps among them; null when it shows all. */
  #matching(view: JobsView): Uint8Array | null {
    const tests = this.#tests(view);
    const words = foldText(view.q).split(/\s+/).filter((word) => word !== '');
    if (tests.length === 0 && words.length === 0) return null;
    const matches = new Uint8Array(this.columns.slotCount).fill(1);
    for (const test of tests) for (let slot = 0; slot < matches.length; slot += 1) if (matches[slot] === 1 && !test(slot)) matches[slot] = 0;
    for (const word of words) {
      const hits = this.#hitsOf(word);
      for (let slot = 0; slot < matches.length; slot += 1) if (hits[slot] !== 1) matches[slot] = 0;
    }
    return matches;
  }

  #tests(view: JobsView): ((slot: number) => boolean)[] {
    const { columns } = this;
    const tests: ((slot: number) => boolean)[] = [];
    const { status, type, verdict, judgement } = view;
    const { status: statusCodes, type: typeCodes } = columns;
    if (status !== '') {
      const code = columns.statusWords.knownCodeOf(status);
      tests.push((slot) => statusCodes[slot] === code);
    }
    if (type !== '') {
      const wanted = typeCodesOf(columns.types, type);
      tests.push((slot) => wanted[typeCodes[slot] ?? 0] === 1);
    }
    if (verdict !== '') {
      const bands = this.#bandCodes();
      const wanted = Uint8Array.from({ length: this.#bandNames.length + 1 }, (_, code) => ((this.#bandNames[code - 1]?.id ?? NO_BAND) === verdict ? 1 : 0));
      tests.push((slot) => wanted[bands[slot] ?? 0] === 1);
    }
    const from = startOfDay(view.from, 0);
    const to = startOfDay(view.to, 1);
    if (from !== null) tests.push((slot) => (columns.created[slot] ?? Number.NaN) >= from);
    if (to !== null) tests.push((slot) => (columns.created[slot] ?? Number.NaN) < to);
    if (judgement !== '') {
      const notes = this.#notesBySlot();
      tests.push((slot) => hasJudgement(notes.get(slot), judgement));
    }
    return tests;
  }

  /** Marks the slots in which a folded word is found: in name, id, hash and notes, or in the words for type, status and verdict. */
  #hitsOf(word: string): Uint8Array {
    const { columns } = this;
    const hits = new Uint8Array(columns.slotCount);
    this.#text.find(word, columns.slotCount, hits);
    for (const [slot, note] of this.#notesBySlot()) if (foldText(`${note.text} ${note.judgement ?? ''} ${note.sha256 ?? ''}`).includes(word)) hits[slot] = 1;
    const bands = this.#bandCodes();
    const types = codesWith(columns.types.size, word, (code) => typeName(columns.types.valueOf(code)));
    const statuses = codesWith(columns.statusWords.size, word, (code) => `${columns.statusWords.valueOf(code) ?? ''} ${statusLabel({ status: columns.statusOfCode(code), statusWord: columns.statusWords.valueOf(code) ?? '' })}`);
    const findings = codesWith(columns.findings.size, word, (code) => columns.findings.valueOf(code)?.finding ?? '');
    const labels = codesWith(this.#bandNames.length + 1, word, (code) => this.#bandNames[code - 1]?.label ?? '');
    markCodes(hits, columns.type, types);
    markCodes(hits, columns.status, statuses);
    markCodes(hits, columns.finding, findings);
    markCodes(hits, bands, labels);
    return hits;
  }

  #keyOf(column: SortColumn, slot: number): SortKey {
    const { columns } = this;
    switch (column) {
      case 'file': {
        const name = columns.names[slot];
        return name === null || name === undefined ? null : foldText(name);
      }
      case 'type':
        return typeName(columns.types.valueOf(columns.type[slot] ?? 0));
      case 'status':
        return columns.statusWords.valueOf(columns.status[slot] ?? 0);
      case 'verdict':
        return this.#bandNames[(this.#bandCodes()[slot] ?? 0) - 1]?.label ?? null;
      case 'judgement':
        return this.noteAt(slot)?.judgement ?? null;
      case 'confidence':
        return numberKey(columns.confidence[slot]);
      case 'created':
        return numberKey(columns.created[slot]);
      case 'updated':
        return numberKey(columns.updated[slot]);
      case 'size':
        return numberKey(columns.size[slot]);
      case 'job':
        // Numbers by their size, in front of other ids.
        return (columns.ids[slot] ?? '').padStart(ID_DIGITS, '0');
    }
  }

  #bandCodes(): Uint8Array {
    this.#bands ??= Uint8Array.from({ length: this.columns.slotCount }, (_, slot) => this.#bandCodeOf(slot));
    return this.#bands;
  }

  #bandCodeOf(slot: number): number {
    const cell = this.columns.isUsed(slot) ? this.cellAt(slot) : null;
    if (cell === null) return 0;
    const known = this.#bandNames.findIndex(({ id }) => id === cell.band);
    return known >= 0 ? known + 1 : this.#bandNames.push({ id: cell.band, label: cell.label });
  }

  #notesBySlot(): ReadonlyMap<number, JobNote> {
    if (this.#noteSlots === null) {
      const slots = new Map<number, JobNote>();
      for (const [id, note] of this.#extras.notes) {
        const slot = this.columns.slotOf(id);
        if (slot !== undefined) slots.set(slot, note);
      }
      this.#noteSlots = slots;
    }
    return this.#noteSlots;
  }
}

/** The name of a task type; the id as it came for one this version does not know. */
export function typeName(taskTypeId: string | null): string {
  return taskTypes.find(taskTypeId)?.name ?? (taskTypeId === null ? 'Unknown' : `Type ${taskTypeId}`);
}

/** What was counted, by name; several codes may bear one. */
function counted(counts: Uint32Array, nameOf: (code: number) => string | null): ReadonlyMap<string, number> {
  const byName = new Map<string, number>();
  for (const [code, count] of counts.entries()) {
    if (count === 0) continue;
    const name = nameOf(code) ?? '';
    byName.set(name, (byName.get(name) ?? 0) + count);
  }
  return byName;
}

function countOne(counts: Uint32Array, code = 0): void {
  counts[code] = (counts[code] ?? 0) + 1;
}

function hasJudgement(note: JobNote | undefined, wanted: string): boolean {
  if (wanted === 'disagrees') return note?.disagrees === true;
  return (note?.judgement ?? 'none') === wanted;
}

/** Which codes stand for words that hold a folded word, as 1 and 0. */
function codesWith(size: number, word: string, textOf: (code: number) => string): Uint8Array {
  return Uint8Array.from({ length: size }, (_, code) => (foldText(textOf(code)).includes(word) ? 1 : 0));
}

/** The codes of a type that an address names, by an id or by its slug; a type may have several ids (wire format, section 6.1). */
function typeCodesOf(types: ColumnStore['types'], named: string): Uint8Array {
  const key = taskTypes.find(named)?.key ?? null;
  return Uint8Array.from({ length: types.size }, (_, code) => {
    const id = types.valueOf(code);
    return id !== null && (id === named || (key !== null && taskTypes.find(id)?.key === key)) ? 1 : 0;
  });
}

/** Marks the slots whose code is among those of a word; most words are in none of them. */
function markCodes(hits: Uint8Array, codes: Uint32Array | Uint8Array, wanted: Uint8Array): void {
  if (!wanted.includes(1)) return;
  for (let slot = 0; slot < hits.length; slot += 1) if (wanted[codes[slot] ?? 0] === 1) hits[slot] = 1;
}

/** The slots of an order that are marked. A plain loop: a callback for each of 100,000 slots is felt. */
function marked(order: Int32Array, slotMask: Uint8Array): Int32Array {
  const kept = new Int32Array(order.length);
  let count = 0;
  for (let at = 0; at < order.length; at += 1) {
    const slot = order[at] ?? 0;
    if (slotMask[slot] !== 1) continue;
    kept[count] = slot;
    count += 1;
  }
  return kept.slice(0, count);
}

function numberKey(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** The first moment, ms epoch, of a day and `later` days after it, in the reader's time zone; null for no day. */
function startOfDay(day: string, later: number): number | null {
  if (day === '') return null;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).getTime();
}

function grown(from: Uint8Array, length: number): Uint8Array {
  if (from.length >= length) return from;
  const to = new Uint8Array(Math.max(length, from.length * 2));
  to.set(from);
  return to;
}
