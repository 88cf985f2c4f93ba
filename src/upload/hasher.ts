/** Computes the SHA-256 of a file, as 64 lower-case hexadecimal digits; null when its bytes cannot be read. */
export type Hasher = (bytes: Blob) => Promise<string | null>;

/** Makes a hasher that streams files through a worker, one after the other; the worker starts with the first. */
export function createWorkerHasher(): Hasher {
  const waiting = new Map<number, (sha256: string | null) => void>();
  let worker: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let lastId = 0;

  const start = () => {
    const started = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<{ id: number; sha256: string | null }>) => {
      waiting.get(data.id)?.(data.sha256);
      waiting.delete(data.id);
    });
    // A worker that cannot start must not leave anyone waiting: the upload goes on without its fingerprint.
    started.addEventListener('error', () => {
      for (const resolve of waiting.values()) resolve(null);
      waiting.clear();
    });
    return started;
  };

  return (bytes) => {
    const turn = last.then(() => {
      worker ??= start();
      lastId += 1;
      const { promise, resolve } = Promise.withResolvers<string | null>();
      waiting.set(lastId, resolve);
      worker.postMessage({ id: lastId, bytes });
      return promise;
    });
    last = turn;
    return turn;
  };
}
