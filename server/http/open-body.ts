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
export function openBody(answer: IncomingMessage, mostBytes = Infinity): Promise<ReadableStream<Piece>> {
  return openPieces(answer[Symbol.asyncIterator](), { announced: Number(answer.headers['content-length'] ?? Number.NaN), mostBytes, end: () => answer.destroy() });
}

/** The same of a file on the disk, which may go away or fail while it is read. */
export function openFile(file: Pick<Blob, 'size' | 'stream'>): Promise<ReadableStream<Piece>> {
  const reader = file.stream().getReader();
  return openPieces({ next: () => reader.read() }, { announced: file.size, mostBytes: Infinity, end: () => void reader.cancel().catch(() => undefined) });
}

/** Where pieces come from. */
interface Source {
  /** Bytes; NaN when it is not known. */
  readonly announced: number;
  readonly mostBytes: number;
  /** Gives up what is left. */
  readonly end: () => void;
}

async function openPieces(pieces: { next(): Promise<IteratorResult<Piece, unknown>> }, { announced, mostBytes, end }: Source): Promise<ReadableStream<Piece>> {
  let first: IteratorResult<Piece, unknown> | null = await pieces.next();
  let length = 0;
  return new ReadableStream({
    async pull(controller) {
      const next = first ?? (await pieces.next().catch(late));
      first = null;
      if (next.done) return controller.close();
      length += next.value.byteLength;
      if (length > mostBytes) {
        end();
        return controller.error(new Error('The answer is too long.'));
      }
      controller.enqueue(next.value);
      if (length === announced) controller.close();
    },
    cancel: end,
  });
}

async function late(error: unknown): Promise<never> {
  await delay(BEFORE_ERROR_MS);
  throw error;
}
