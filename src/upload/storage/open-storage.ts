import { pause, systemClock } from '#src/lib/clock.ts';
import { openQueueStorage } from './idb-queue-storage.ts';
import type { QueueStorage } from './queue-storage.ts';

// A browser that was killed leaves its database locked for a while. Giving up then would show an empty queue.
const WAITS_MS = [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000];
// A browser that gives no disk at all says so at once.
const NO_DISK = new Set(['SecurityError', 'InvalidStateError', 'NotSupportedError', 'ReferenceError']);

/**
 * Opens the queue's disk, patiently: half a minute when it says no, two when it says nothing. Without any (a private window, a full disk) the queue still
 * works for as long as the page lives, and says so.
 * @param storeName the session's `storeName`
 */
export async function openStorage(storeName: string): Promise<QueueStorage> {
  for (const wait of WAITS_MS) {
    try {
      return await openQueueStorage(storeName);
    } catch (error) {
      if (error instanceof Error && NO_DISK.has(error.name)) break;
      await pause(systemClock, wait);
    }
  }
  return openQueueStorage(storeName).catch(async () => (await import('./memory-queue-storage.ts')).createMemoryStorage());
}
