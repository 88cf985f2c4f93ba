import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

type Piece = Uint8Array<ArrayBuffer>;

/**
 * An answer that breaks off must cut the connection. The adapter does so once the head is out; before that it would make
 * a page of its own out of the error, so that it hears of it a little later.
 */
const BEFORE_ERROR_MS = 50;

/**
 * The body of an answer as a stream that is read no faster than it is asked for. Resolves once the first piece is there.
 * Cancelling it, as when the client goes away, ends the exchange behind it too; so does what is longer than `mostBytes`.
 * @throws what broke the answer off before its first byte.
 */
export async function openBody(answer: IncomingMessage, mostBytes = Infinity): Promise<ReadableStream<Piece>> {
  const pieces: AsyncIterator<Piece> = answer[Symbol.asyncIterator]();
  let first: IteratorResult<Piece> | null = await pieces.next();
  const announced = Number(answer.headers['content-length'] ?? Number.NaN);
  let length = 0;
  return new ReadableStream({
    async pull(controller) {
      const next = first ?? (await pieces.next().catch(late));
      first = null;
      if (next.done) return controller.close();
      length += next.value.byteLength;
      if (length > mostBytes) {
        answer.destroy();
        return controller.error(new Error('The answer is too long.'));
      }
      controller.enqueue(next.value);
      if (length === announced) controller.close();
    },
    cancel: () => void answer.destroy(),
  });
}

async function late(error: unknown): Promise<never> {
  await delay(BEFORE_ERROR_MS);
  throw error;
}
