import type { Clock } from '#src/lib/clock.ts';
import type { Inspection, Inspector } from './inspect-content.ts';
import type { UploadItem } from '../model/item.ts';
import { createDebounce } from '#src/lib/debounce.ts';

/** What looking into files needs of the engine. */
export interface InspectionQueueOptions {
  readonly inspect: Inspector;
  readonly clock: Clock;
  /** The item as it stands; undefined once it is gone. */
  readonly get: (itemId: string) => UploadItem | undefined;
  /** An item's bytes; null when this browser does not hold them. */
  readonly peek: (itemId: string) => Promise<Blob | null>;
  /** Told what was found in an item; null when its bytes could not be read. */
  readonly onFound: (itemId: string, found: Inspection | null) => void;
  readonly stopped: AbortSignal;
}

/** Looks into files, a few at a time. Of files of one size, which may be the same, the first is told of first. */
export interface InspectionQueue {
  /** Puts an item in line. One whose bytes cannot be read stays as it is. */
  readonly ask: (itemId: string) => void;
}

const AT_ONCE = 8;
// A list of thousands is on the screen first: each look waits for the same disk. A few files go at once.
const QUIET_MS = 100;
const FEW = 8;

/** Makes an idle line. */
export function createInspectionQueue({ inspect, clock, get, peek, onFound, stopped }: InspectionQueueOptions): InspectionQueue {
  const line: string[] = [];
  let next = 0;
  let running = 0;
  const lastOfSize = new Map<number, Promise<void>>();

  async function look(itemId: string): Promise<void> {
    const item = get(itemId);
    // It may be gone by now, or its upload has looked at it already.
    if (item?.inspected !== false) return;
    const { sizeBytes } = item;
    const reading = read(itemId);
    const told = tell(itemId, reading, lastOfSize.get(sizeBytes));
    lastOfSize.set(sizeBytes, told);
    void told.finally(() => lastOfSize.get(sizeBytes) === told && lastOfSize.delete(sizeBytes));
    // Whoever waits for another file of its size keeps no third one waiting.
    await reading;
  }

  async function tell(itemId: string, reading: Promise<Inspection | null>, before: Promise<void> | undefined): Promise<void> {
    const found = await reading;
    await before;
    if (!stopped.aborted) onFound(itemId, found);
  }

  async function read(itemId: string): Promise<Inspection | null> {
    const bytes = await peek(itemId).catch(() => null);
    return bytes && inspect(bytes).catch(() => null);
  }

  const start = () => {
    while (running < AT_ONCE && next < line.length && !stopped.aborted) void work();
  };
  const startSoon = createDebounce(clock, QUIET_MS, start);

  async function work(): Promise<void> {
    running += 1;
    for (let itemId = line[next]; itemId !== undefined && !stopped.aborted; itemId = line[next]) {
      next += 1;
      await look(itemId);
    }
    running -= 1;
    if (running > 0) return;
    line.length = 0;
    next = 0;
  }

  return {
    ask(itemId) {
      line.push(itemId);
      startSoon();
      if (line.length === 1) queueMicrotask(() => line.length <= FEW && start());
    },
  };
}
