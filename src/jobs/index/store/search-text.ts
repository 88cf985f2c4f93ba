import { CHUNK_SLOTS, chunkOf } from './chunk.ts';

/** Text in the form in which it is searched: letter case and the spelling of accents make no difference. */
export function foldText(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

interface ChunkText {
  /** The texts of the chunk's slots one after the other, each followed by a line break. */
  readonly text: string;
  /** Where each slot's text begins. */
  readonly starts: Uint32Array;
}

/**
 * The text of every slot, joined by chunks: one search goes over 512 jobs at the speed of a single string, and what has
 * changed is joined anew only when it is searched next.
 */
export class SearchText {
  readonly #textOf: (slot: number) => string;
  readonly #chunks: (ChunkText | undefined)[] = [];

  /** `textOf` gives what can be found in a slot, folded and without line breaks of its own. */
  constructor(textOf: (slot: number) => string) {
    this.#textOf = textOf;
  }

  /** Notes that the text of a slot is another now. */
  touch(slot: number): void {
    this.#chunks[chunkOf(slot)] = undefined;
  }

  /** Joins a chunk ahead of a search; false when that has been done. */
  prepare(chunk: number, slotCount: number): boolean {
    if (this.#chunks[chunk] !== undefined) return false;
    this.#join(chunk, slotCount);
    return true;
  }

  /** Marks, in `hits`, every slot below `slotCount` whose text holds the word (folded, not empty). */
  find(word: string, slotCount: number, hits: Uint8Array): void {
    for (let chunk = 0; chunk * CHUNK_SLOTS < slotCount; chunk += 1) {
      const { text, starts } = this.#chunks[chunk] ?? this.#join(chunk, slotCount);
      const from = chunk * CHUNK_SLOTS;
      let n = 0;
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, starts[n + 1] ?? text.length)) {
        while ((starts[n + 1] ?? Number.POSITIVE_INFINITY) <= at) n += 1;
        hits[from + n] = 1;
        if (n + 1 >= starts.length) break;
      }
    }
  }

  #join(chunk: number, slotCount: number): ChunkText {
    const from = chunk * CHUNK_SLOTS;
    const count = Math.min(CHUNK_SLOTS, slotCount - from);
    const starts = new Uint32Array(count);
    const parts: string[] = [];
    let at = 0;
    for (let n = 0; n < count; n += 1) {
      const part = this.#textOf(from + n);
      starts[n] = at;
      at += part.length + 1;
      parts.push(part);
    }
    const joined = { text: `${parts.join('\n')}\n`, starts };
    this.#chunks[chunk] = joined;
    return joined;
  }
}
