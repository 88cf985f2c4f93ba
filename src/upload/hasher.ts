import { createWorkerCalls } from './worker-calls.ts';

/**
 * Computes the SHA-256 of a file, as 64 lower-case hexadecimal digits; null when its bytes cannot be read.
 * @param givesWay asked between pieces: whether something else needs the processor and the disk more
 */
export type Hasher = (bytes: Blob, givesWay?: () => boolean) => Promise<string | null>;

/** A piece of a file, in the order in which they are hashed. */
export interface HashPiece {
  readonly bytes: Blob;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

// Some 30 ms of work; memory holds two of them.
const PIECE_BYTES = 8 * 1024 ** 2;
// One part in eight: some 40 MB a second, more than most lines carry.
const RESTS_PER_PIECE = 7;

/** Makes a hasher that passes files through a worker, one after the other; the worker starts with the first. */
export function createWorkerHasher(): Hasher {
  const hash = createWorkerCalls<HashPiece, string | null>(() => new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' }));
  let last: Promise<unknown> = Promise.resolve();

  async function hashOf(bytes: Blob, givesWay: () => boolean): Promise<string | null> {
    for (let start = 0; ; start += PIECE_BYTES) {
      const isLast = start + PIECE_BYTES >= bytes.size;
      const began = performance.now();
      const digest = await hash({ bytes: bytes.slice(start, start + PIECE_BYTES), isFirst: start === 0, isLast });
      if (isLast) return digest;
      if (givesWay()) await rest((performance.now() - began) * RESTS_PER_PIECE);
    }
  }

  return (bytes, givesWay = () => false) => {
    // The upload goes on without its fingerprint.
    const turn = last.then(() => hashOf(bytes, givesWay)).catch(() => null);
    last = turn;
    return turn;
  };
}

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
