import { createWorkerCalls } from './worker-calls.ts';

/** Computes the SHA-256 of a file, as 64 lower-case hexadecimal digits; null when its bytes cannot be read. */
export type Hasher = (bytes: Blob) => Promise<string | null>;

/** Makes a hasher that streams files through a worker, one after the other; the worker starts with the first. */
export function createWorkerHasher(): Hasher {
  const hash = createWorkerCalls<string>(() => new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' }));
  let last: Promise<unknown> = Promise.resolve();
  return (bytes) => {
    // The upload goes on without its fingerprint.
    const turn = last.then(() => hash(bytes)).catch(() => null);
    last = turn;
    return turn;
  };
}
