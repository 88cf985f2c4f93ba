import { slotMaskOf } from '../index/store/slot-mask.ts';

/** What the table shows of what it could show. */
export interface StableRows {
  /** Slots, in the order in which they are shown. */
  readonly slots: Int32Array;
  /** Jobs that match and are not shown yet. */
  readonly waiting: number;
  /** Whether what is shown is not what the view would show now. */
  readonly outdated: boolean;
}

/** What {@link StableRowStore} decides by. */
export interface RowsNow {
  /** What the view shows now. */
  readonly slots: Int32Array;
  /** Another text is another view: a person has asked for something else, and gets it at once. */
  readonly view: string;
  /** Whether a person has the pointer or the focus in the rows, or has scrolled to them. */
  readonly engaged: boolean;
  /** Whether a person has just deleted the job: it goes at once. */
  readonly isTaken: (slot: number) => boolean;
}

/**
 * Keeps rows where they are while a person is busy with them: a change that would move what is in sight waits until it is
 * asked for, and is counted. A job that is deleted elsewhere keeps its place until then.
 */
export class StableRowStore {
  #view: string | null = null;
  #slots: Int32Array = new Int32Array();
  #inSight: readonly [number, number] = [0, 0];
  #names: ReadonlyMap<number, string> = new Map();

  /** Notes the first and the last row in sight, by their place; `nameOf` gives the name in a slot, null when it is empty. */
  see(first: number, last: number, nameOf: (slot: number) => string | null): void {
    this.#inSight = [first, last];
    this.#names = new Map(Array.from(this.#slots.subarray(first, last + 1)).flatMap((slot) => {
      const name = nameOf(slot) ?? this.lastName(slot);
      return name === null ? [] : [[slot, name] as const];
    }));
  }

  /** The name that a slot in sight has shown last; null when it has shown none. */
  lastName(slot: number): string | null {
    return this.#names.get(slot) ?? null;
  }

  /** What to show. The same question gets the same answer. */
  next({ slots, view, engaged, isTaken }: RowsNow): StableRows {
    if (this.#slots !== slots && this.#slots.some(isTaken)) this.#slots = this.#slots.filter((slot) => !isTaken(slot));
    if (view !== this.#view || !engaged || this.#slots.length === 0 || this.#isSteady(slots)) {
      this.#view = view;
      this.#slots = slots;
      return { slots, waiting: 0, outdated: false };
    }
    const shown = slotMaskOf(this.#slots);
    return { slots: this.#slots, waiting: slots.reduce((count, slot) => (shown[slot] === 1 ? count : count + 1), 0), outdated: true };
  }

  /** Lets everything that waits in: a person asks for it. */
  release(): void {
    this.#view = null;
  }

  #isSteady(slots: Int32Array): boolean {
    if (slots === this.#slots) return true;
    const [first, last] = this.#inSight;
    for (let at = first; at <= Math.min(last, this.#slots.length - 1); at += 1) if (slots[at] !== this.#slots[at]) return false;
    return true;
  }
}
