import * as z from 'zod/mini';

/** The field that a gateway adds to a job's answer: a pass for the relay by storage address (docs/decisions/0004). */
export const RELAY_FIELD = 'assayRelay';

/** The header by which a relayed answer says that it is storage's own word, not the relay's. */
export const RELAYED_HEADER = 'assay-relayed';

const offer = z.object({ [RELAY_FIELD]: z.record(z.string(), z.string().check(z.regex(/^[\w-]+$/))) });
/** What the address of a relay begins with. */
export const RELAY_PATH = '/api/relay/';
const MARK = '#assay-relay=';
const MOST_KEPT = 2_000;

const passes = new Map<string, string>();
const refusing = new Set<string>();
const listeners = new Set<() => void>();

/** Notes the passes of an answer of the API, for the addresses in it; an answer without any changes nothing. */
export function notePasses(answer: unknown): void {
  const offered = offer.safeParse(answer);
  if (!offered.success) return;
  for (const [url, pass] of Object.entries(offered.data[RELAY_FIELD] ?? {})) passes.set(url, pass);
  for (const url of passes.keys()) {
    if (passes.size <= MOST_KEPT) break;
    passes.delete(url);
  }
}

/**
 * Takes the passes off what lies behind a link, where the answer says that it came through this server: there the
 * server adds them for the links inside (docs/decisions/0004). Anything else stays as it is.
 */
export function takePasses(response: Response, answer: unknown): unknown {
  if (!response.headers.has(RELAYED_HEADER) || typeof answer !== 'object' || answer === null || !(RELAY_FIELD in answer)) return answer;
  notePasses(answer);
  const { [RELAY_FIELD]: _passes, ...rest } = answer;
  return rest;
}

/** The address with its pass in the fragment, so that the pass outlives a reload with it; see {@link withoutPass}. */
export function withPass(url: string): string {
  const pass = passes.get(url);
  return pass === undefined || url.includes('#') ? url : `${url}${MARK}${pass}`;
}

/** The address as storage gave it. To be used for every request: a redirect would take the fragment along. */
export function withoutPass(url: string): string {
  const at = url.indexOf(MARK);
  return at < 0 ? url : url.slice(0, at);
}

/** Where the same bytes go through this server; null when it offers no relay for the address. */
export function relayFor(url: string): string | null {
  const at = url.indexOf(MARK);
  const pass = at < 0 ? passes.get(url) : url.slice(at + MARK.length);
  return pass === undefined || !/^[\w-]+$/.test(pass) ? null : `${RELAY_PATH}${pass}`;
}

/** Whether the storage of this address was found to refuse this page before. */
export function isRefusing(url: string): boolean {
  return refusing.has(originOf(url));
}

/**
 * Tells a refusal from a bad line, once a request has failed without an answer: storage that answers a request which
 * needs nobody's leave, but not the real one, refuses this page's origin (its CORS rules do not know it). Notes it.
 */
export async function refusesThisPage(url: string, doFetch: typeof fetch, signal?: AbortSignal): Promise<boolean> {
  const init: RequestInit = { mode: 'no-cors', credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', redirect: 'follow' };
  try {
    await doFetch(`${originOf(url)}/`, { ...init, signal: AbortSignal.any([AbortSignal.timeout(10_000), ...(signal ? [signal] : [])]) });
  } catch {
    return false;
  }
  noteRefusal(originOf(url));
  return true;
}

/** Notes that the storage at this origin refuses this page, as was found out here or by another tab. */
export function noteRefusal(origin: string): void {
  if (refusing.has(origin)) return;
  refusing.add(origin);
  for (const tell of listeners) tell();
}

/** The origins of storage that were found to refuse this page. */
export function refusingOrigins(): readonly string[] {
  return [...refusing];
}

/** Whether any storage refuses this page, so that bytes go through this server. */
export function isRelaying(): boolean {
  return refusing.size > 0;
}

/** Calls back when {@link isRelaying} may have changed. Returns the way to stop. */
export function onRelayChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function originOf(url: string): string {
  return new URL(url).origin;
}
