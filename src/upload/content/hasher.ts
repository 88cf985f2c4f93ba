import { pause, systemClock } from '#src/lib/clock.ts';
import { createWorkerCalls } from '#src/lib/worker-rpc.ts';

/**
 * Computes the SHA-256 of a file, as 64 lower-case hexadecimal digits; null when its bytes cannot be read.
 * @param givesWay asked between pieces: whether something else needs the processor and the disk more
 */
export type Hasher = (bytes: Blob, givesWay?: () => boolean) => Promise<string | null>;

/** A piece of a file. All of a file's pieces come in order, and no other file's between them; the last one is answered with the digest. */
export interface HashPiece {
  readonly bytes: Blob;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

// A few hundredths of a second of work, after which it is looked whether something else comes first.
const SHORT_PIECE_BYTES = 8 * 1024 ** 2;
const LONG_PIECE_BYTES = 64 * 1024 ** 2;
// One part in twenty: some 15 MB a second, as quick as a line of 120 Mbit/s.
const RESTS_PER_PIECE = 19;

/** Makes a hasher that passes files through a worker, one after the other; the worker starts with the first. */
export function createWorkerHasher(): Hasher {
  const hash = createWorkerCalls<HashPiece, string | null>(() => new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' }));
  let last: Promise<unknown> = Promise.resolve();

  async function hashOf(bytes: Blob, givesWay: () => boolean): Promise<string | null> {
    for (let start = 0, end = SHORT_PIECE_BYTES; ; start = end, end += givesWay() ? SHORT_PIECE_BYTES : LONG_PIECE_BYTES) {
      const began = performance.now();
      const digest = await hash({ bytes: bytes.slice(start, end), isFirst: start === 0, isLast: end >= bytes.size });
      if (end >= bytes.size) return digest;
      if (givesWay()) await pause(systemClock, (performance.now() - began) * RESTS_PER_PIECE);
    }
  }

  return (bytes, givesWay = () => false) => {
    // The upload goes on without its fingerprint.
    const turn = last.then(() => hashOf(bytes, givesWay)).catch(() => null);
    last = turn;
    return turn;
  };
}
