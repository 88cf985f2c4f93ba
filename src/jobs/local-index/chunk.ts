import type { JobColumns, Finding } from './columns.ts';
import { WordTable } from './word-table.ts';

/** Slots of one chunk: a change of a job writes this many. */
export const CHUNK_SLOTS = 512;

/** The jobs of {@link CHUNK_SLOTS} slots in a row as they lie on disk: columns, which load ten times faster than objects. */
export interface StoredChunk {
  /** From 0; the chunk's first slot is this times {@link CHUNK_SLOTS}. */
  readonly number: number;
  /** Empty strings for empty slots. */
  readonly ids: readonly string[];
  readonly names: readonly (string | null)[];
  readonly hashes: readonly (string | null)[];
  /** What the codes below stand for, from 1; 0 is null. */
  readonly types: readonly string[];
  readonly statusWords: readonly string[];
  readonly findings: readonly Finding[];
  readonly type: Uint32Array;
  readonly status: Uint32Array;
  readonly finding: Uint32Array;
  readonly created: Float64Array;
  readonly updated: Float64Array;
  readonly size: Float64Array;
  readonly confidence: Float64Array;
  /** 0: nothing, 1: named, 2: final. */
  readonly knows: Uint8Array;
}

/** The chunk that a slot belongs to. */
export function chunkOf(slot: number): number {
  return Math.floor(slot / CHUNK_SLOTS);
}

/** Packs a chunk for the disk. */
export function packChunk(columns: JobColumns, number: number): StoredChunk {
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

/** Puts the jobs of a chunk into their slots. */
export function unpackChunk(columns: JobColumns, chunk: StoredChunk): void {
  const from = chunk.number * CHUNK_SLOTS;
  for (const [n, id] of chunk.ids.entries()) {
    if (id === '') continue;
    const reading = chunk.findings[(chunk.finding[n] ?? 0) - 1];
    const statusWord = chunk.statusWords[(chunk.status[n] ?? 0) - 1] ?? '';
    const knows = chunk.knows[n] ?? 0;
    columns.put(
      {
        id,
        taskTypeId: chunk.types[(chunk.type[n] ?? 0) - 1] ?? null,
        // The columns tell it from the word.
        status: 'unknown',
        statusWord,
        createdAt: orNull(chunk.created[n]),
        updatedAt: orNull(chunk.updated[n]),
        detail: knows === 0 ? null : {
          fileName: chunk.names[n] ?? null,
          sizeBytes: orNull(chunk.size[n]),
          sha256: chunk.hashes[n] ?? null,
          reading: reading ? { ...reading, confidence: orNull(chunk.confidence[n]) } : null,
          final: knows === 2,
        },
      },
      from + n,
    );
  }
}

/** Turns codes of a whole index into codes of one chunk. */
class Packer<T> {
  readonly values: T[] = [];
  readonly #codes = new Map<number, number>();

  pack(codes: Uint32Array, table: WordTable<T>): Uint32Array {
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

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
