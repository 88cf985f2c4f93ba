import type { JobIndex } from './job-index.ts';

interface OpenIndex {
  /** The session's `storeName`; null while nobody is signed in. */
  readonly storeName: string | null;
  readonly index: JobIndex;
}

let current: OpenIndex | null = null;

/** The index that is open, with its account; null before the first. Kept apart from what opens it, which is large. */
export function openedIndex(): OpenIndex | null {
  return current;
}

/** Takes note of the index that was opened. */
export function setOpenedIndex(opened: OpenIndex): void {
  current = opened;
}

/** The index that is open; null before the first. */
export function currentJobIndex(): JobIndex | null {
  return current?.index ?? null;
}

/** Closes the index of an account, if it is the open one. */
export async function closeJobIndex(storeName: string): Promise<void> {
  if (current?.storeName !== storeName) return;
  const { index } = current;
  current = null;
  await index.close();
}
