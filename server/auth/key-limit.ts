import { networkOf } from '../http/network.ts';

/**
 * Slows the guessing of keys, at sign-in and at the API alike: each wrong one costs a token of its address and one of all
 * addresses that never had a good one; tokens come back with time. A key that was good within 12 h costs nothing, so that
 * no flood of wrong ones locks out who works here.
 */
export interface KeyLimit {
  /**
   * Asks the platform with a key, and takes from its answer what the key is. Calls with a new key wait for the first one.
   * @returns its answer, or the seconds to wait when there is no token to ask with.
   */
  guard<T extends { readonly status: number }>(account: string, address: string, ask: () => Promise<T>): Promise<T | number>;
  /** Notes that the key of an account was good. */
  note(account: string): void;
}

interface Bucket {
  tokens: number;
  at: number;
}

const BY_ADDRESS = { burst: 10, everyMs: 30_000 };
const IN_ALL = { burst: 200, everyMs: 500 };
/** Of each kind of thing that is remembered. */
const MOST_KEPT = 10_000;
const KNOWN_MS = 12 * 3_600_000;

/** Makes a limit: ten wrong keys at once by address, then one each 30 s; 200 at once in all, then two a second. */
export function createKeyLimit(clock: () => number): KeyLimit {
  const all: Bucket = { tokens: IN_ALL.burst, at: clock() };
  const buckets = new Map<string, Bucket>();
  /** When a key of the account was good last. */
  const accounts = new Map<string, number>();
  /** When a good key came from the address last. */
  const addresses = new Map<string, number>();
  const asking = new Map<string, Promise<unknown>>();

  const isFresh = (known: ReadonlyMap<string, number>, name: string): boolean => clock() - (known.get(name) ?? -Infinity) < KNOWN_MS;

  const refill = (bucket: Bucket, { burst, everyMs }: typeof IN_ALL): void => {
    const now = clock();
    bucket.tokens = Math.min(burst, bucket.tokens + Math.max(0, now - bucket.at) / everyMs);
    bucket.at = now;
  };

  /** Takes a token: how to give it back, or the seconds to wait. */
  const take = (address: string): (() => void) | number => {
    const own = buckets.get(address) ?? { tokens: BY_ADDRESS.burst, at: clock() };
    keep(buckets, address, own);
    refill(own, BY_ADDRESS);
    refill(all, IN_ALL);
    const shared = isFresh(addresses, address) ? null : all;
    const waitMs = Math.max((1 - own.tokens) * BY_ADDRESS.everyMs, shared ? (1 - shared.tokens) * IN_ALL.everyMs : 0);
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    own.tokens -= 1;
    if (shared) shared.tokens -= 1;
    return () => {
      own.tokens += 1;
      if (shared) shared.tokens += 1;
    };
  };

  const note = (account: string): void => keep(accounts, account, clock());

  return {
    note,
    async guard(account, from, ask) {
      const first = asking.get(account);
      if (first && !isFresh(accounts, account)) await first;
      if (isFresh(accounts, account)) return ask();
      const address = networkOf(from);
      const giveBack = take(address);
      if (typeof giveBack === 'number') return giveBack;
      const asked = ask();
      const settled = Promise.allSettled([asked]);
      asking.set(account, settled);
      try {
        const answer = await asked;
        // Anything else says nothing of the key: the platform was away, or busy.
        if (answer.status !== 401 && answer.status !== 403) giveBack();
        if (answer.status >= 200 && answer.status < 300) {
          note(account);
          keep(addresses, address, clock());
        }
        return answer;
      } finally {
        if (asking.get(account) === settled) asking.delete(account);
      }
    },
  };
}

/** Keeps an entry as the newest; the one that was used longest ago goes first. */
function keep<T>(entries: Map<string, T>, name: string, entry: T): void {
  entries.delete(name);
  entries.set(name, entry);
  const oldest = entries.size > MOST_KEPT ? entries.keys().next().value : undefined;
  if (oldest !== undefined) entries.delete(oldest);
}
