/** Something that is carried out in a worker. */
export type WorkerCall<Ask, T> = (ask: Ask) => Promise<T>;

interface Call<Ask> {
  readonly id: number;
  readonly ask: Ask;
}

type Answer<T> = { readonly id: number; readonly value: T } | { readonly id: number; readonly failed: true };

/**
 * Makes a function that is carried out in a worker, which is started with the first call.
 * Its promise is rejected when the work failed there, or when the worker could not be started.
 */
export function createWorkerCalls<Ask, T>(start: () => Worker): WorkerCall<Ask, T> {
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

  return (ask) => {
    worker ??= startNow();
    lastId += 1;
    const call = Promise.withResolvers<T>();
    waiting.set(lastId, call);
    worker.postMessage({ id: lastId, ask } satisfies Call<Ask>);
    return call.promise;
  };
}

/** Carries out, in a worker, what {@link createWorkerCalls} asks for. */
export function answerCalls<Ask, T>(work: WorkerCall<Ask, T>): void {
  const answer = async ({ id, ask }: Call<Ask>): Promise<Answer<T>> => {
    try {
      return { id, value: await work(ask) };
    } catch {
      return { id, failed: true };
    }
  };
  self.addEventListener('message', ({ data }: MessageEvent<Call<Ask>>) => void answer(data).then((message) => self.postMessage(message)));
}
