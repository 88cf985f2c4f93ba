import { apiError } from './api-error.ts';
import { createKeyedSemaphore } from './semaphore.ts';

/** At once from one connection: browsers send one after the other, a flood comes in a pipeline. */
const BY_CONNECTION = { mostRunning: 6, mostWaiting: 100, longestWait: 10_000 };
/** At once with one key, which a whole team may share. */
const BY_ACCOUNT = { mostRunning: 64, mostWaiting: 500, longestWait: 10_000 };

/** Caps the exchanges that run at once towards the platform or storage, so that one caller cannot take every socket. */
export interface UpstreamLimit {
  /** Waits for room: what gives it back, to be called when the exchange is over, more than once if need be, or the 503 to answer instead. `connection` is null where there is none. */
  enter(connection: object | null, account: string): Promise<(() => void) | Response>;
}

/** Makes a limit: 6 exchanges by connection and 64 by account; the rest waits, 10 s at most. */
export function createUpstreamLimit(): UpstreamLimit {
  const connections = createKeyedSemaphore(BY_CONNECTION);
  const accounts = createKeyedSemaphore(BY_ACCOUNT);
  return {
    async enter(connection, account) {
      const leaveConnection = await connections.acquire(connection ?? {});
      if (leaveConnection === null) return tooMany();
      const leaveAccount = await accounts.acquire(account);
      if (leaveAccount === null) {
        leaveConnection();
        return tooMany();
      }
      let left = false;
      return () => {
        if (left) return;
        left = true;
        leaveAccount();
        leaveConnection();
      };
    },
  };
}

function tooMany(): Response {
  return apiError(503, 'TOO_MANY_CALLS', 'Too many calls at once. Send fewer at a time.', { 'retry-after': '1' });
}
