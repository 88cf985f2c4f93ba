/**
 * Gives the rows of a virtual table their keys. A row keeps its key for as long as it stays in the document; when a jump
 * leaves none of the rows there, the new ones take the old ones' keys, so that their elements are used again instead of
 * made anew.
 */
export class RowKeys {
  #first = 0;
  #last = -1;
  #offset = 0;

  /** The key of the row at each place from `first` to `last`, both from 0; `last` is `first - 1` when there is no row. */
  next(first: number, last: number): (place: number) => number {
    if (first > this.#last || last < this.#first) this.#offset += first - this.#first;
    this.#first = first;
    this.#last = last;
    const offset = this.#offset;
    return (place) => place - offset;
  }
}
