/** Lets so many in at once for each key; the others wait in line. */
export interface KeyedSemaphore {
  /** Resolves with what lets the next one in, to be called once; with null when the line is too long or the wait took too long. */
  acquire(key: unknown): Promise<(() => void) | null>;
}

/** Bounds of a semaphore, each by key. */
export interface SemaphoreBounds {
  readonly mostRunning: number;
  readonly mostWaiting: number;
  /** ms. */
  readonly longestWait: number;
}

interface Line {
  running: number;
  readonly waiting: Set<() => void>;
}

/** Makes a semaphore. A key that nobody holds or waits for takes no memory. */
export function createKeyedSemaphore({ mostRunning, mostWaiting, longestWait }: SemaphoreBounds): KeyedSemaphore {
  const lines = new Map<unknown, Line>();

  const releaseOf = (key: unknown, line: Line) => () => {
    line.running -= 1;
    const [next] = line.waiting;
    if (next) next();
    else if (line.running === 0) lines.delete(key);
  };

  return {
    async acquire(key) {
      const line = lines.get(key) ?? { running: 0, waiting: new Set() };
      lines.set(key, line);
      if (line.running < mostRunning) {
        line.running += 1;
        return releaseOf(key, line);
      }
      if (line.waiting.size >= mostWaiting) return null;
      return new Promise((resolve) => {
        const enter = (): void => {
          clearTimeout(late);
          line.waiting.delete(enter);
          line.running += 1;
          resolve(releaseOf(key, line));
        };
        const late = setTimeout(() => {
          line.waiting.delete(enter);
          resolve(null);
        }, longestWait).unref();
        line.waiting.add(enter);
      });
    },
  };
}
