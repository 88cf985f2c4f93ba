import { createStore } from 'zustand/vanilla';

/** Files that were given to this page and are not in the queue yet: they would be gone with it. */
export const stagingStore = createStore<{ readonly left: number }>(() => ({ left: 0 }));

/** Notes that files came (positive) or went into the queue (negative). */
export function countStaging(change: number): void {
  stagingStore.setState(({ left }) => ({ left: left + change }));
}
