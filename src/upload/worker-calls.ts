interface Call {
  readonly id: number;
  readonly bytes: Blob;
}

type Answer<T> = { readonly id: number; readonly value: T } | { readonly id: number; readonly failed: true };

/**
 * Makes a function that is carried out in a worker, which is started with the first call.
 * Its promise is rejected when the work failed there, or when the worker could not be started.
 */
export function createWorkerCalls<T>(start: () => Worker): (bytes: Blob) => Promise<T> {
  const waiting = new Map<number, PromiseWithResolvers<T>>();
  let worker: Worker | null = null;
  let lastId = 0;

  const startNow = () => {
    const started = start();
    started.addEventListener('message', ({ data }: MessageEvent<Answer<T>>) => {
      const call = waiting.get(data.id);
      waiting.delete(data.id);
      if ('failed' in data) call?.reject(new Error('The worker could not do it.'));
      else call?.resolve(data.value);
    });
    // A worker that cannot start must not leave anyone waiting.
    started.addEventListener('error', () => {
      for (const call of waiting.values()) call.reject(new Error('The worker could not be started.'));
      waiting.clear();
      worker = null;
    });
    return started;
  };

  return (bytes) => {
    worker ??= startNow();
    lastId += 1;
    const call = Promise.withResolvers<T>();
    waiting.set(lastId, call);
    worker.postMessage({ id: lastId, bytes } satisfies Call);
    return call.promise;
  };
}

/** Carries out, in a worker, what {@link createWorkerCalls} asks for. */
export function answerCalls<T>(work: (bytes: Blob) => Promise<T>): void {
  const answer = async ({ id, bytes }: Call): Promise<Answer<T>> => {
    try {
      return { id, value: await work(bytes) };
    } catch {
      return { id, failed: true };
    }
  };
  self.addEventListener('message', ({ data }: MessageEvent<Call>) => void answer(data).then((message) => self.postMessage(message)));
}
