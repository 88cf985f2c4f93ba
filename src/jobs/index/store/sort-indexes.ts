import { slotMaskOf } from './slot-mask.ts';
import { mergeSort } from './merge-sort.ts';

/** What a job is sorted by in one column; null comes last in either direction. */
export type SortKey = number | string | null;

/** What orders are made of. */
export interface SortSource<Column extends string> {
  readonly columns: readonly Column[];
  readonly keyOf: (column: Column, slot: number) => SortKey;
  /** Negative when the job in slot `a` is the newer one. */
  readonly byNewest: (a: number, b: number) => number;
  /** The column whose descending order is the one of `byNewest`. */
  readonly newestColumn: Column;
}

interface Order<Column> {
  readonly column: Column;
  readonly descending: boolean;
  slots: Int32Array;
}

const MOST_AT_ONCE = 16;

/**
 * The order of all jobs by each column, kept: sorting by one is then a walk, however many jobs there are. Equal jobs
 * stay newest first, so that nothing jumps.
 */
export class SortIndexes<Column extends string> {
  readonly #source: SortSource<Column>;
  readonly #sortIndexes = new Map<string, Order<Column>>();
  #newest: Int32Array = new Int32Array();
  #lastAsked = '';
  /** Slots that have changed since the order that is being made was begun, for each of those. */
  readonly #meanwhile = new Set<Set<number>>();

  constructor(source: SortSource<Column>) {
    this.#source = source;
  }

  /** All jobs, newest first: the platform's own order. */
  get newest(): Int32Array {
    return this.#newest;
  }

  /** Starts over with these slots, as after a load. */
  reset(slots: readonly number[]): void {
    this.#sortIndexes.clear();
    this.#meanwhile.clear();
    this.#newest = Int32Array.from(slots.toSorted(this.#source.byNewest));
  }

  /** All jobs in a column's order; made at once when it has not been prepared. */
  by(column: Column, descending: boolean): Int32Array {
    this.#lastAsked = nameOf(column, descending);
    if (this.#isNewest(column, descending)) return this.#newest;
    const known = this.#sortIndexes.get(this.#lastAsked);
    if (known) return known.slots;
    const steps = this.#build(column, descending);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
  }

  /** Makes the orders that are missing, in steps of about a millisecond; jobs may change meanwhile. */
  *prepare(): Generator<void, void> {
    for (const column of this.#source.columns) {
      for (const descending of [false, true]) if (!this.#isNewest(column, descending) && !this.#sortIndexes.has(nameOf(column, descending))) yield* this.#build(column, descending);
    }
  }

  /** Forgets a column's orders, since its keys are others now. */
  forget(column: Column): void {
    for (const descending of [false, true]) this.#sortIndexes.delete(nameOf(column, descending));
  }

  /** Moves the jobs of these slots to where they belong now, and drops those that are gone. */
  update(changed: ReadonlySet<number>, isGone: (slot: number) => boolean): void {
    const there = [...changed].filter((slot) => !isGone(slot));
    const slotMask = slotMaskOf(changed);
    for (const meanwhile of this.#meanwhile) for (const slot of changed) meanwhile.add(slot);
    this.#newest = withMoved(this.#newest, slotMask, there, this.#source.byNewest);
    for (const [name, order] of this.#sortIndexes) {
      // While much changes at once, as when details come in, only what is looked at is kept up: the rest is made again.
      if (changed.size > MOST_AT_ONCE && name !== this.#lastAsked) this.#sortIndexes.delete(name);
      else order.slots = withMoved(order.slots, slotMask, there, this.#comparisonOf(order.column, order.descending));
    }
  }

  #isNewest(column: Column, descending: boolean): boolean {
    return descending && column === this.#source.newestColumn;
  }

  *#build(column: Column, descending: boolean): Generator<void, Int32Array> {
    // Stable, from newest first: equal jobs are then newest first, without comparing dates.
    const slots = this.#newest.slice();
    const meanwhile = new Set<number>();
    this.#meanwhile.add(meanwhile);
    yield* mergeSort(slots, yield* this.#comparison(column, descending, slots.slice()));
    this.#meanwhile.delete(meanwhile);
    const listed = slotMaskOf(this.#newest);
    const there = [...meanwhile].filter((slot) => listed[slot] === 1);
    const order = { column, descending, slots: meanwhile.size === 0 ? slots : withMoved(slots, slotMaskOf(meanwhile), there, this.#comparisonOf(column, descending)) };
    this.#sortIndexes.set(nameOf(column, descending), order);
    return order.slots;
  }

  // Keys are taken out once: asking for each of them at each comparison would take most of the time.
  *#comparison(column: Column, descending: boolean, slots: Int32Array): Generator<void, (first: number, second: number) => boolean> {
    const keys: SortKey[] = [];
    let numeric = true;
    for (const [n, slot] of slots.entries()) {
      const key = this.#source.keyOf(column, slot);
      keys[slot] = key;
      if (typeof key === 'string') numeric = false;
      if (n % KEYS_A_STEP === KEYS_A_STEP - 1) yield;
    }
    if (!numeric) return (first, second) => compareKeys(keys[first] ?? null, keys[second] ?? null, descending) > 0;
    const numbers = new Float64Array(keys.length);
    for (const slot of slots) {
      const key = keys[slot];
      numbers[slot] = typeof key === 'number' ? (descending ? -key : key) : Number.POSITIVE_INFINITY;
    }
    return (first, second) => (numbers[second] ?? 0) < (numbers[first] ?? 0);
  }

  #comparisonOf(column: Column, descending: boolean): (a: number, b: number) => number {
    const { keyOf, byNewest } = this.#source;
    return (a, b) => compareKeys(keyOf(column, a), keyOf(column, b), descending) || byNewest(a, b);
  }
}

const KEYS_A_STEP = 2_000;

function compareKeys(a: SortKey, b: SortKey, descending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a === b ? 0 : a < b === descending ? 1 : -1;
}

/** An order without the marked slots, and with `there` put where they belong. */
function withMoved(order: Int32Array, slotMask: Uint8Array, there: readonly number[], compare: (a: number, b: number) => number): Int32Array {
  const kept = withoutMarked(order, slotMask);
  const moved = new Int32Array(kept.length + there.length);
  let copied = 0;
  for (const [n, slot] of there.toSorted(compare).entries()) {
    const place = placeIn(kept, slot, copied, compare);
    moved.set(kept.subarray(copied, place), copied + n);
    moved[place + n] = slot;
    copied = place;
  }
  moved.set(kept.subarray(copied), copied + there.length);
  return moved;
}

// A plain loop: a callback for each of 100,000 slots is felt.
function withoutMarked(order: Int32Array, slotMask: Uint8Array): Int32Array {
  const kept = new Int32Array(order.length);
  let count = 0;
  for (let at = 0; at < order.length; at += 1) {
    const slot = order[at] ?? 0;
    if (slotMask[slot] === 1) continue;
    kept[count] = slot;
    count += 1;
  }
  return kept.subarray(0, count);
}

// Few jobs change at a time: looking for their places takes far fewer comparisons than walking past all others.
function placeIn(order: Int32Array, slot: number, from: number, compare: (a: number, b: number) => number): number {
  let low = from;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(order[middle] ?? 0, slot) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nameOf(column: string, descending: boolean): string {
  return `${column} ${descending ? 'desc' : 'asc'}`;
}
