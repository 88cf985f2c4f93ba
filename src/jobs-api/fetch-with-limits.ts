import { TimeoutError } from './errors.ts';

/** How long a fetch may stand still, in ms. How long it takes in all is not limited: a large file may come slowly. */
export interface FetchLimits {
  /** Until the head of the answer. */
  readonly headersMs: number;
  /** Between two pieces of its body, while somebody waits for the next one. */
  readonly idleMs: number;
}

const LIMITS: FetchLimits = { headersMs: 30_000, idleMs: 30_000 };

/**
 * Fetches what may be large: given up when nothing comes, never while bytes flow. `ask` is the call of fetch, with the
 * `init` that carries the signal.
 * @throws {TimeoutError} when no head comes in time, as reading the body does when it stops; else as fetch does
 */
export async function fetchWithLimits(ask: (init: RequestInit) => Promise<Response>, init: RequestInit = {}, { headersMs, idleMs }: FetchLimits = LIMITS): Promise<Response> {
  const late = new AbortController();
  const signal = init.signal ? AbortSignal.any([init.signal, late.signal]) : late.signal;
  const within = async <T>(ms: number, message: string, waiting: Promise<T>): Promise<T> => {
    const timer = setTimeout(() => late.abort(new TimeoutError(message)), ms);
    try {
      return await waiting;
    } catch (error) {
      // Some browsers reject with a bare AbortError in the middle of a body.
      signal.throwIfAborted();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
  const response = await within(headersMs, `No answer within ${headersMs / 1_000} s.`, ask({ ...init, signal }));
  if (response.body === null) return response;
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const { done, value } = await within(idleMs, `The answer stopped: nothing came for ${idleMs / 1_000} s.`, reader.read());
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 });
  return new Response(body, response);
}
