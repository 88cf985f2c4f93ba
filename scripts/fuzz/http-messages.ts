/** A request or an answer as it came over a connection. */
export interface HttpMessage {
  readonly startLine: string;
  /** Names in small letters, in their order. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Without its framing. */
  readonly body: Buffer;
  /** False when the connection ended in the middle. */
  readonly complete: boolean;
}

/** The values of a header, in their order. */
export function headerOf({ headers }: Pick<HttpMessage, 'headers'>, wanted: string): readonly string[] {
  return headers.filter(([name]) => name === wanted).map(([, value]) => value);
}

interface Framed {
  readonly body: Buffer;
  /** Where the next message begins; null while this one is not whole. */
  readonly next: number | null;
}

/** How a message without a length ends: there is nothing, or everything until the end of the connection. */
type Unframed = 'nothing' | 'until-end';

/**
 * Cuts the bytes of a connection into messages. As strict as a careful server: what two readers could cut in two places
 * is a problem.
 */
export class MessageReader {
  /** Why the rest cannot be read, else null. */
  problem: string | null = null;
  #bytes: Buffer = Buffer.alloc(0);
  readonly #unframed: (startLine: string) => Unframed | 'never-a-body';

  /** @param unframed asked for each message; `never-a-body` for answers that have none whatever their headers say */
  constructor(unframed: (startLine: string) => Unframed | 'never-a-body') {
    this.#unframed = unframed;
  }

  /** Gives each message that became whole with these bytes, one after the other. */
  *push(bytes: Buffer): Generator<HttpMessage> {
    this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
    while (this.problem === null && this.#bytes.length > 0) {
      const read = this.#read();
      if (read === null || read.next === null || this.problem !== null) return;
      this.#bytes = this.#bytes.subarray(read.next);
      yield { ...read.message, complete: true };
    }
  }

  /** The connection is over: what was begun, if anything. */
  end(): HttpMessage | null {
    const read = this.problem === null ? this.#read() : null;
    if (read === null) return null;
    const untilEnd = !read.message.headers.some(([name]) => name === 'content-length' || name === 'transfer-encoding');
    return { ...read.message, complete: untilEnd };
  }

  #read(): { message: Omit<HttpMessage, 'complete'>; next: number | null } | null {
    const end = this.#bytes.indexOf('\r\n\r\n');
    if (end < 0) return null;
    const [startLine = '', ...lines] = this.#bytes.subarray(0, end).toString('latin1').split('\r\n');
    const headers = lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      if (colon < 1 || /\s$/.test(line.slice(0, colon)) || /[\r\n\0]/.test(line)) this.problem = `a header that is none: ${JSON.stringify(line.slice(0, 80))}`;
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    });
    if (!/^[A-Z]+ \S+ HTTP\/1\.1$|^HTTP\/1\.[01] \d{3}(?: |$)/.test(startLine)) this.problem = `no start line: ${JSON.stringify(startLine.slice(0, 80))}`;
    if (this.problem !== null) return null;
    const { body, next } = this.#framed(startLine, headers, end + 4);
    return { message: { startLine, headers, body }, next };
  }

  #framed(startLine: string, headers: readonly (readonly [string, string])[], from: number): Framed {
    const unframed = this.#unframed(startLine);
    const lengths = headerOf({ headers }, 'content-length');
    const codings = headerOf({ headers }, 'transfer-encoding');
    if (lengths.length + codings.length > 1) this.problem = 'two lengths';
    if (unframed === 'never-a-body') return { body: Buffer.alloc(0), next: from };
    if (codings[0] !== undefined) return codings[0] === 'chunked' ? this.#chunked(from) : this.#stop(`transfer-encoding: ${codings[0]}`, from);
    if (lengths[0] === undefined) return { body: unframed === 'nothing' ? Buffer.alloc(0) : this.#bytes.subarray(from), next: unframed === 'nothing' ? from : null };
    if (!/^\d{1,15}$/.test(lengths[0])) return this.#stop(`content-length: ${lengths[0]}`, from);
    const until = from + Number(lengths[0]);
    return { body: this.#bytes.subarray(from, until), next: until <= this.#bytes.length ? until : null };
  }

  #chunked(from: number): Framed {
    const chunks: Buffer[] = [];
    for (let at = from; ; ) {
      const end = this.#bytes.indexOf('\r\n', at);
      if (end < 0) return { body: Buffer.concat(chunks), next: null };
      const size = this.#bytes.subarray(at, end).toString('latin1');
      if (!/^[\da-f]{1,8}$/i.test(size)) return this.#stop(`a chunk of size ${JSON.stringify(size.slice(0, 40))}`, from);
      const [begin, until] = [end + 2, end + 2 + Number.parseInt(size, 16)];
      chunks.push(this.#bytes.subarray(begin, until));
      if (until + 2 > this.#bytes.length) return { body: Buffer.concat(chunks), next: null };
      if (this.#bytes.subarray(until, until + 2).toString('latin1') !== '\r\n') return this.#stop('a chunk without an end', from);
      if (until === begin) return { body: Buffer.concat(chunks), next: until + 2 };
      at = until + 2;
    }
  }

  #stop(problem: string, next: number): Framed {
    this.problem = problem;
    return { body: Buffer.alloc(0), next };
  }
}
