const RUN = 16;
const STEP = 2_048;

/**
 * Sorts slots in steps, so that a page can paint between them; equal ones keep their order.
 * @param slots sorted in place
 * @param isBefore whether the second slot goes before the first; false for equal ones
 * @yields after each piece of work of about a millisecond
 */
export function* mergeSort(slots: Int32Array, isBefore: (first: number, second: number) => boolean): Generator<void, void> {
  for (let from = 0; from < slots.length; from += RUN) {
    insertionSort(slots, from, Math.min(from + RUN, slots.length), isBefore);
    if (from % STEP === 0) yield;
  }
  let source: Int32Array = slots;
  let target: Int32Array = new Int32Array(slots.length);
  for (let width = RUN; width < slots.length; width *= 2) {
    let worked = 0;
    for (let from = 0; from < slots.length; from += 2 * width) {
      const middle = Math.min(from + width, slots.length);
      const to = Math.min(from + 2 * width, slots.length);
      const steps = merge(source, target, from, middle, to, isBefore);
      while (steps.next().done !== true) yield;
      worked += to - from;
      if (worked > STEP) {
        worked = 0;
        yield;
      }
    }
    [source, target] = [target, source];
  }
  if (source !== slots) slots.set(source);
}

function* merge(source: Int32Array, target: Int32Array, from: number, middle: number, to: number, isBefore: (first: number, second: number) => boolean): Generator<void, void> {
  let left = from;
  let right = middle;
  for (let at = from; at < to; at += 1) {
    if (at % STEP === STEP - 1) yield;
    const first = source[left] ?? 0;
    const second = source[right] ?? 0;
    if (right >= to || (left < middle && !isBefore(first, second))) {
      target[at] = first;
      left += 1;
    } else {
      target[at] = second;
      right += 1;
    }
  }
}

function insertionSort(slots: Int32Array, from: number, to: number, isBefore: (first: number, second: number) => boolean): void {
  for (let at = from + 1; at < to; at += 1) {
    const slot = slots[at] ?? 0;
    let place = at;
    while (place > from && isBefore(slots[place - 1] ?? 0, slot)) {
      slots[place] = slots[place - 1] ?? 0;
      place -= 1;
    }
    slots[place] = slot;
  }
}
