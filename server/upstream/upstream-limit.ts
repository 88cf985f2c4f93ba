import { apiError } from '../http/api-error.ts';
import { createKeyedSemaphore } from './semaphore.ts';

/** At once with one key, which a whole team may share. */
const BY_ACCOUNT = { mostRunning: 64, mostWaiting: 500, longestWait: 10_000 };

/** Caps the exchanges that run at once towards the platform or storage, so that one account cannot take every socket. */
export interface UpstreamLimit {
  /** Waits for room: what gives it back, to be called when the exchange is over, more than once if need be, or the 503 to answer instead. */
  enter(account: string): Promise<(() => void) | Response>;
}

/** Makes a limit: 64 exchanges by account; the rest waits, 10 s at most. */
export function createUpstreamLimit(): UpstreamLimit {
  const accounts = createKeyedSemaphore(BY_ACCOUNT);
  return {
    async enter(account) {
      const leave = await accounts.acquire(account);
      if (leave === null) return apiError(503, 'TOO_MANY_CALLS', 'Too many calls at once. Send fewer at a time.', { 'retry-after': '1' });
      let left = false;
      return () => {
        if (left) return;
        left = true;
        leave();
      };
    },
  };
}
