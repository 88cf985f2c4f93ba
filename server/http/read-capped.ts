/** What was read of a body: all of it, or where it was too long, the whole as a stream again. */
export interface Capped {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** null when `bytes` is everything; else what was read and what is still to come. */
  readonly rest: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

/** Reads a body into memory, at most `limit` bytes of it. Rejects as the body does. */
export async function readCapped(body: ReadableStream<Uint8Array<ArrayBuffer>>, limit: number): Promise<Capped> {
  const reader = body.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  while (length <= limit) {
    const next = await reader.read();
    if (next.done) return { bytes: new Uint8Array(Buffer.concat(chunks)), rest: null };
    chunks.push(next.value);
    length += next.value.byteLength;
  }
  const rest = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      const early = chunks.shift();
      if (early) return controller.enqueue(early);
      const next = await reader.read();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { bytes: new Uint8Array(), rest };
}
