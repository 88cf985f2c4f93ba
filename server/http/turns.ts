import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Requests that wait on one connection; browsers let none wait. */
export const MOST_WAITING = 100;

/** What happens at a place in the line, and the exchange whose place it is, if any. */
interface Turn {
  readonly exchange: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse } | null;
  start(): void;
}

interface Line {
  running: Turn | null;
  readonly waiting: Turn[];
  /** Whether nothing that comes from here on is looked at. */
  ended: boolean;
}

const lines = new WeakMap<Duplex, Line>();

/**
 * Puts a listener behind a line for each connection: a request is begun once the answer before it is over, and only if
 * the connection still stands. Whatever breaks off can then cut the connection, a pipeline takes no more sockets than its
 * one, and its requests share no turn of the event loop. One more than {@link MOST_WAITING} gets `refuseExcess` in its
 * turn, which ends the connection.
 */
export function inTurn(listener: RequestListener, refuseExcess: (socket: Duplex) => void): RequestListener {
  return (incoming, outgoing) => {
    const { socket } = incoming;
    const line = lineOf(socket);
    if (line.ended || socket.writableEnded) return;
    if (line.waiting.length >= MOST_WAITING) {
      socket.pause();
      endLine(socket, () => refuseExcess(socket));
      return;
    }
    enter(socket, line, { exchange: { incoming, outgoing }, start: () => listener(incoming, outgoing) });
  };
}

/** Begins `act` once every request that came whole is answered; nothing that comes later is looked at. Without a line that is at once. */
export function endLine(socket: Duplex, act: () => void): void {
  const line = lineOf(socket);
  if (line.ended) return;
  line.ended = true;
  const last = line.waiting.at(-1);
  // A request of which only a part came has no turn of its own.
  if (last?.exchange?.incoming.complete === false) line.waiting.pop();
  enter(socket, line, { exchange: null, start: act });
}

/** The exchange that came last of those in line, and whether its turn has come; null when the line is empty. */
export function lastOn(socket: Duplex): { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse; readonly isRunning: boolean } | null {
  const line = lines.get(socket);
  const last = line?.waiting.at(-1)?.exchange ?? line?.running?.exchange;
  return last ? { ...last, isRunning: last === line?.running?.exchange } : null;
}

function lineOf(socket: Duplex): Line {
  const line = lines.get(socket) ?? { running: null, waiting: [], ended: false };
  lines.set(socket, line);
  return line;
}

function enter(socket: Duplex, line: Line, turn: Turn): void {
  if (line.running === null) begin(socket, line, turn);
  else line.waiting.push(turn);
}

function begin(socket: Duplex, line: Line, turn: Turn): void {
  line.running = turn;
  turn.exchange?.outgoing.once('close', () => {
    const next = line.waiting.shift();
    line.running = next ?? null;
    // In a turn of the event loop of its own: a long pipeline of answers that cost no wait would hold up everybody else.
    if (next !== undefined) setImmediate(() => (socket.destroyed || socket.writableEnded ? line.waiting.splice(0) : begin(socket, line, next)));
  });
  turn.start();
}
