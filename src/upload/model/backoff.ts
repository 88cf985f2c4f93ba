/** Failures in a row after which an item stops and waits for a person. */
export const MOST_ATTEMPTS = 8;

const BASE_MS = 1_000;
const MOST_MS = 60_000;

/**
 * How long to wait before the next attempt, in ms: exponential with full jitter, so that many files and many
 * browsers do not come back in step. What the server asks for (`retryAfterMs`) is never undercut.
 * @param attempts failures in a row so far, from 1
 * @param random between 0 and 1
 */
export function backoffMs(attempts: number, retryAfterMs: number | null, random: number): number {
  const ceiling = Math.min(MOST_MS, BASE_MS * 2 ** (attempts - 1));
  return retryAfterMs === null ? random * ceiling : retryAfterMs + random * BASE_MS;
}
