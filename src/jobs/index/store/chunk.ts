import { READER_VERSION } from '#src/lib/reader-version.ts';
import type { Finding, ColumnStore, StoredColumns } from './column-store.ts';
import type { ValueDictionary } from './value-dictionary.ts';

/** Slots of one chunk: a change of a job writes this many. */
export const CHUNK_SLOTS = 512;

/** The jobs of {@link CHUNK_SLOTS} slots in a row as they lie on disk: columns, which load ten times faster than objects. */
export interface StoredChunk extends StoredColumns {
  /** From 0; the chunk's first slot is this times {@link CHUNK_SLOTS}. */
  readonly number: number;
  /** What the codes of the columns stand for, from 1; 0 is null. */
  readonly types: readonly string[];
  readonly statusWords: readonly string[];
  readonly findings: readonly Finding[];
}

/** The chunk that a slot belongs to. */
export function chunkOf(slot: number): number {
  return Math.floor(slot / CHUNK_SLOTS);
}

/** Packs a chunk for the disk. */
export function packChunk(columns: ColumnStore, number: number): StoredChunk {
  const from = number * CHUNK_SLOTS;
  const to = Math.min(from + CHUNK_SLOTS, columns.slotCount);
  const types = new Packer<string>();
  const statusWords = new Packer<string>();
  const findings = new Packer<Finding>();
  return {
    number,
    ids: columns.ids.slice(from, to),
    names: columns.names.slice(from, to),
    hashes: columns.hashes.slice(from, to),
    type: types.pack(columns.type.slice(from, to), columns.types),
    status: statusWords.pack(columns.status.slice(from, to), columns.statusWords),
    finding: findings.pack(columns.finding.slice(from, to), columns.findings),
    types: types.values,
    statusWords: statusWords.values,
    findings: findings.values,
    created: columns.created.slice(from, to),
    updated: columns.updated.slice(from, to),
    size: columns.size.slice(from, to),
    confidence: columns.confidence.slice(from, to),
    knows: Uint8Array.from({ length: to - from }, (_, n) => (columns.isFinal(from + n) ? 2 : columns.isNamed(from + n) ? 1 : 0)),
  };
}

/** Puts the jobs of a chunk into their slots, which hold nothing yet. Findings that another reader made are left out: see {@link ColumnStore.fill}. */
export function unpackChunk(columns: ColumnStore, chunk: StoredChunk): void {
  columns.fill(chunk.number * CHUNK_SLOTS, chunk, {
    type: [0, ...chunk.types.map((word) => columns.types.codeOf(word))],
    status: [0, ...chunk.statusWords.map((word) => columns.statusWords.codeOf(word))],
    finding: [0, ...chunk.findings.map((finding) => (finding.readerVersion === READER_VERSION ? columns.findings.codeOf(finding) : 0))],
  });
}

/** Turns codes of a whole index into codes of one chunk. */
class Packer<T> {
  readonly values: T[] = [];
  readonly #codes = new Map<number, number>();

  pack(codes: Uint32Array, table: ValueDictionary<T>): Uint32Array {
    return codes.map((code) => {
      const value = table.valueOf(code);
      if (value === null) return 0;
      const known = this.#codes.get(code);
      if (known !== undefined) return known;
      const packed = this.values.push(value);
      this.#codes.set(code, packed);
      return packed;
    });
  }
}
