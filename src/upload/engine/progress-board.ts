import type { Clock } from '#src/lib/clock.ts';
import type { SlotName } from '../model/item.ts';
import { createThrottle } from '#src/lib/throttle.ts';
import { createTransferRate } from './transfer-rate.ts';

/** The figures that change many times a second. */
export interface Progress {
  /** Bytes of the current attempt by item id. */
  readonly sent: Readonly<Record<string, number>>;
  /** Bytes a second over all items; null while nothing moves. */
  readonly bytesPerSecond: number | null;
}

/** Gathers progress from many transfers and publishes it a few times a second, so that a page can follow. */
export interface ProgressBoard {
  /** Bytes of one slot sent so far in this attempt. */
  report(itemId: string, slot: SlotName, sentBytes: number): void;
  /** The attempt is over, whatever came of it. */
  clear(itemId: string): void;
  stop(): void;
}

const PUBLISH_EVERY_MS = 200;

/** Makes a board; `publish` is called only while something is going on. */
export function createProgressBoard(clock: Clock, publish: (progress: Progress) => void): ProgressBoard {
  const sent = new Map<string, Record<SlotName, number>>();
  const transferRate = createTransferRate();
  const throttle = createThrottle(clock, PUBLISH_EVERY_MS, () => {
    const bytesPerSecond = transferRate.bytesPerSecond(clock.now());
    publish({ sent: Object.fromEntries([...sent].map(([id, slots]) => [id, slots.original + slots.reference])), bytesPerSecond });
    // Once more, to say that nothing moves any longer.
    if (sent.size > 0 || bytesPerSecond !== null) throttle.ask();
  });

  return {
    report(itemId, slot, sentBytes) {
      const slots = sent.get(itemId) ?? { original: 0, reference: 0 };
      transferRate.add(Math.max(0, sentBytes - slots[slot]), clock.now());
      sent.set(itemId, { ...slots, [slot]: sentBytes });
      throttle.ask();
    },
    clear(itemId) {
      if (sent.delete(itemId)) throttle.ask();
    },
    stop: throttle.stop,
  };
}
