/** Gives each distinct value a small number, so that a column of few different values takes four bytes a job. */
export class ValueDictionary<T> {
  readonly #values: T[] = [];
  readonly #codes = new Map<string, number>();
  readonly #keyOf: (value: T) => string;

  /** `keyOf` tells two values apart. */
  constructor(keyOf: (value: T) => string) {
    this.#keyOf = keyOf;
  }

  /** The number of a value, from 1; 0 stands for null. */
  codeOf(value: T | null): number {
    if (value === null) return 0;
    const key = this.#keyOf(value);
    const known = this.#codes.get(key);
    if (known !== undefined) return known;
    const code = this.#values.push(value);
    this.#codes.set(key, code);
    return code;
  }

  /** The number of a value that has been given one; null when it has not. */
  knownCodeOf(value: T): number | null {
    return this.#codes.get(this.#keyOf(value)) ?? null;
  }

  /** The value behind a number; null for 0. */
  valueOf(code: number): T | null {
    return this.#values[code - 1] ?? null;
  }

  /** How many codes there are, 0 included. */
  get size(): number {
    return this.#values.length + 1;
  }
}
