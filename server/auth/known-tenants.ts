import { askTenant } from './ask-tenant.ts';
import type { JobsApi } from '../upstream/jobs-api.ts';

/** How long a platform that could not be asked is left alone, in ms. */
const ASK_AGAIN_MS = 30_000;

interface Known {
  readonly tenant: Promise<string | null | undefined>;
  readonly askedAt: number;
}

/**
 * The tenants of keys that no sign-in brings: the shared one, and the sandbox's own. Each is asked for once; see {@link askTenant}.
 * What could not be asked counts as not named, and is asked again after 30 s.
 */
export function createKnownTenants(api: JobsApi, clock: () => number): (key: string, base: string) => Promise<string | null> {
  const known = new Map<string, Known>();
  return async (key, base) => {
    let entry = known.get(key);
    if (entry === undefined || (clock() - entry.askedAt >= ASK_AGAIN_MS && (await entry.tenant) === undefined)) {
      entry = { tenant: askTenant(api, key, base), askedAt: clock() };
      known.set(key, entry);
    }
    return (await entry.tenant) ?? null;
  };
}
