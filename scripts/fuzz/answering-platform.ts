import { createServer, type Server, type Socket } from 'node:net';

import { type Answer } from './answers.ts';
import { headerOf, type HttpMessage, MessageReader } from './http-messages.ts';
import { writePieces } from './pieces.ts';

/** A request as the platform or the storage got it. */
export interface Arrived extends HttpMessage {
  readonly method: string;
  readonly target: string;
  /** The API key that it came with; an empty text without one. */
  readonly key: string;
}

/** What was answered to whom. */
export interface Answered {
  readonly key: string;
  readonly answer: Answer;
}

/**
 * A port that answers each request with what it is told, to the byte, and keeps what came and what went. Unlike Node's
 * own server it can break every rule of HTTP.
 */
export class AnsweringPort {
  /** Called once for each request. */
  answer: (request: Arrived) => Answer = () => ({ body: Buffer.alloc(0), pieces: [], end: 'close' });
  readonly arrived: Arrived[] = [];
  readonly answered: Answered[] = [];
  /** Bytes that came and are no request. */
  readonly problems: string[] = [];
  /** How many requests were in the works at the same time, at most. */
  mostAtOnce = 0;
  #atOnce = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async open(): Promise<AnsweringPort> {
    const port = new AnsweringPort();
    await new Promise<void>((resolve) => {
      port.#server.listen(0, '127.0.0.1', resolve);
    });
    return port;
  }

  get origin(): string {
    const address = this.#server.address();
    return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
  }

  /** Forgets what came and went; connections stay. */
  forget(): void {
    this.arrived.length = 0;
    this.answered.length = 0;
    this.problems.length = 0;
    this.mostAtOnce = this.#atOnce;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    const reader = new MessageReader(() => 'nothing');
    let busy = Promise.resolve();
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      for (const message of reader.push(bytes)) {
        const request = this.#note(message);
        busy = busy.then(() => this.#play(socket, request));
      }
      if (reader.problem !== null) {
        this.problems.push(`${reader.problem} in ${JSON.stringify(bytes.subarray(0, 300).toString('latin1'))}`);
        socket.destroy();
      }
    });
  }

  #note(message: HttpMessage): Arrived {
    const [method = '', target = ''] = message.startLine.split(' ');
    const key = (headerOf(message, 'authorization')[0] ?? '').replace(/^Bearer /, '');
    const request = { ...message, method, target, key };
    this.arrived.push(request);
    return request;
  }

  async #play(socket: Socket, request: Arrived): Promise<void> {
    if (socket.destroyed) return;
    const answer = this.answer(request);
    this.answered.push({ key: request.key, answer });
    this.#atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
    await writePieces(socket, answer.pieces);
    this.#atOnce -= 1;
    if (answer.end === 'close') socket.end();
    if (answer.end === 'reset') socket.resetAndDestroy();
    if (answer.end === 'hang') await new Promise((resolve) => socket.once('close', resolve));
  }
}
