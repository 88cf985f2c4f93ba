/** What a worker that was asked sends back; `ready` once its code is loaded, then one of the other two. */
export type WorkerMessage<Answer> = { readonly ready: true } | { readonly answer: Answer } | { readonly problem: string };

/** How long a worker may take and what is said when it takes longer. */
export interface WorkerLimits {
  /** ms from the moment its code is loaded, so that a slow network is not held against the file. */
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** What is said of a file whose reader was ended. */
export const TOO_LATE = 'Reading it took too long and was stopped. The file may be damaged, or made to do harm; on a slow machine, try again.';

/** ms that reading a file of this many bytes may take: enough for any honest file on a slow machine. */
export function readingLimitMs(bytes: number): number {
  return 1_800 + bytes / 20_000;
}

/**
 * Asks a worker one question and ends it, whatever happens: files are hostile until read.
 * @throws an Error whose message says what went wrong; the signal's reason when aborted
 */
export async function askWorker<Answer>(start: () => Worker, question: Blob | string, { limitMs, signal }: WorkerLimits): Promise<Answer> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const worker = start();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onAbort = () => reject(signal?.reason);
  signal?.addEventListener('abort', onAbort);
  worker.addEventListener('message', ({ data }: MessageEvent<WorkerMessage<Answer>>) => {
    if ('answer' in data) resolve(data.answer);
    else if ('problem' in data) reject(new Error(data.problem));
    else {
      timer = setTimeout(() => reject(new Error(TOO_LATE)), limitMs);
      worker.postMessage(question);
    }
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    reject(new Error('The code that reads it could not be loaded or has failed.'));
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    worker.terminate();
  }
}

/**
 * The other end of {@link askWorker}, called once by the worker when everything it needs is loaded. What it is asked is
 * what its asker sends: nothing checks the two against each other.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- each worker answers its own kind of question
export function answerQuestions<Question extends Blob | string>(answer: (question: Question) => Promise<unknown>): void {
  // Libraries tell the log what they leave out of a file; the log is for faults of the page.
  Object.assign(console, { warn: () => {} });
  self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
    answer(data).then(
      (value) => self.postMessage({ answer: value }),
      (error: unknown) => self.postMessage({ problem: error instanceof Error ? error.message : String(error) }),
    );
  });
  self.postMessage({ ready: true });
}
