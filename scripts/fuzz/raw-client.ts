import { connect } from 'node:net';

import { type HttpMessage, MessageReader } from './http-messages.ts';
import type { GeneratedConnection } from './http-grammar.ts';
import { writePieces } from './pieces.ts';

/** What came of a connection. */
export interface Exchange {
  readonly connection: GeneratedConnection;
  /** The answers in their order, without interim ones. */
  readonly answers: readonly HttpMessage[];
  /** What could not be read as an answer, else null. */
  readonly problem: string | null;
  /** How it ended: every answer was there, the server hung up, the client did, or nothing more came in time. */
  readonly ended: 'answered' | 'closed' | 'left' | 'late';
}

/** Sends a generated connection to a port of this machine and reads what comes back, until nothing does for `idleMs`. */
export async function exchange(port: number, connection: GeneratedConnection, idleMs: number): Promise<Exchange> {
  const answers: HttpMessage[] = [];
  const { requests } = connection;
  const allKnown = requests.every(({ wellFormed }) => wellFormed);
  const reader = new MessageReader((line) => {
    const status = Number(line.split(' ')[1]);
    return status < 200 || status === 204 || status === 304 || requests[answers.length]?.method === 'HEAD' ? 'never-a-body' : 'until-end';
  });
  const { promise, resolve } = Promise.withResolvers<Exchange['ended']>();
  const timer = setTimeout(() => resolve('late'), idleMs);
  const socket = connect(port, '127.0.0.1');
  socket.on('data', (bytes) => {
    timer.refresh();
    // One at a time: whether an answer has a body depends on how many came before it.
    for (const message of reader.push(bytes)) if (!/^HTTP\/1\.\d 1\d\d/.test(message.startLine)) answers.push(message);
    if (allKnown && answers.length >= requests.length) resolve('answered');
    if (reader.problem !== null) resolve('closed');
  });
  socket.on('error', () => resolve('closed'));
  socket.on('close', () => resolve('closed'));
  const sent = writePieces(socket, connection.pieces);
  if (connection.hangsUp) void sent.then(() => resolve('left'));
  const ended = await promise;
  clearTimeout(timer);
  socket.destroy();
  const rest = ended === 'closed' ? reader.end() : null;
  return { connection, answers: rest === null ? answers : [...answers, rest], problem: reader.problem, ended };
}
