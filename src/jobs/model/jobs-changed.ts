const listeners = new Set<() => void>();

/** Says that the list on the platform has changed: a new job, a cancel, a delete. The index, once it is open, looks at once. */
export function jobsChanged(): void {
  for (const listener of listeners) listener();
}

/** Hears of {@link jobsChanged}; gives back what ends that. */
export function onJobsChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
