/** Slows guessing of keys: each refused one costs a token of its address and one of all; tokens come back with time. */
export interface SignInLimit {
  /** Takes a token before the key is checked: null, or the seconds to wait when there is none. */
  take(address: string): number | null;
  /** Gives the token back: the key was good, or nobody could say. */
  giveBack(address: string): void;
}

interface Bucket {
  tokens: number;
  at: number;
}

const BY_ADDRESS = { burst: 10, everyMs: 30_000 };
const IN_ALL = { burst: 200, everyMs: 500 };
const MOST_ADDRESSES = 10_000;

/** Makes a limit: ten wrong keys at once by address, then one each 30 s; 200 at once in all, then two a second. */
export function createSignInLimit(clock: () => number): SignInLimit {
  const all: Bucket = { tokens: IN_ALL.burst, at: clock() };
  const byAddress = new Map<string, Bucket>();

  const bucketOf = (address: string): Bucket => {
    const bucket = byAddress.get(address) ?? { tokens: BY_ADDRESS.burst, at: clock() };
    // The one that was used longest ago goes first.
    byAddress.delete(address);
    byAddress.set(address, bucket);
    const oldest = byAddress.size > MOST_ADDRESSES ? byAddress.keys().next().value : undefined;
    if (oldest !== undefined) byAddress.delete(oldest);
    return bucket;
  };
  const refill = (bucket: Bucket, { burst, everyMs }: typeof IN_ALL): void => {
    const now = clock();
    bucket.tokens = Math.min(burst, bucket.tokens + Math.max(0, now - bucket.at) / everyMs);
    bucket.at = now;
  };

  return {
    take(address) {
      const own = bucketOf(address);
      refill(own, BY_ADDRESS);
      refill(all, IN_ALL);
      const waits = [(1 - own.tokens) * BY_ADDRESS.everyMs, (1 - all.tokens) * IN_ALL.everyMs];
      const waitMs = Math.max(...waits);
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      own.tokens -= 1;
      all.tokens -= 1;
      return null;
    },
    giveBack(address) {
      bucketOf(address).tokens += 1;
      all.tokens += 1;
    },
  };
}
