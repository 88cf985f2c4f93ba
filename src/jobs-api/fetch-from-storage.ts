import { fetchWithLimits, type FetchLimits } from './fetch-with-limits.ts';
import { RELAY_PATH, isRefusing, refusesThisPage, relayFor } from './relay.ts';

/**
 * Fetches from storage without any credential; through this server, which wants its session, when storage refuses this
 * page and the server offers it, or when the address is a relay already. Rejects as {@link fetchWithLimits} does.
 */
export function fetchFromStorage(url: string, init: RequestInit = {}, doFetch: typeof fetch = fetch, limits?: FetchLimits): Promise<Response> {
  return fetchWithLimits((limited) => directlyOrRelayed(url, limited, doFetch), init, limits);
}

async function directlyOrRelayed(url: string, init: RequestInit, doFetch: typeof fetch): Promise<Response> {
  const relay = relayFor(url);
  if (url.startsWith(RELAY_PATH)) return doFetch(url, { ...init, credentials: 'same-origin' });
  if (relay !== null && isRefusing(url)) return doFetch(relay, { ...init, credentials: 'same-origin' });
  try {
    return await doFetch(url, { ...init, credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch (error) {
    const refused = relay !== null && !init.signal?.aborted && (await refusesThisPage(url, doFetch, init.signal ?? undefined));
    if (!refused) throw error;
    return doFetch(relay, { ...init, credentials: 'same-origin' });
  }
}
