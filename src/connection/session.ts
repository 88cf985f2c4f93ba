import { queryOptions, type QueryClient } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { countOnSession } from '#src/jobs-api/browser-client.ts';
import { NetworkError, ProtocolError, TimeoutError, httpErrorOf } from '#src/jobs-api/errors.ts';
import { readShortText } from '#src/jobs-api/read-answer.ts';
import { noteStorageOrigins } from '#src/jobs-api/storage-origin.ts';
import { storeNameOf } from './store-name.ts';

const sessionSchema = z.object({
  mode: z.enum(['sandbox', 'gateway']),
  host: z.string(),
  signedIn: z.boolean(),
  canSignIn: z.boolean(),
  sharedKey: z.boolean(),
  account: z.nullable(z.string()),
  tenant: z.nullable(z.string()),
  storageOrigins: z.array(z.string()),
});

/** ms until the server is taken to be out of reach; longer than it waits for the platform itself (30 s). */
const PATIENCE_MS = 40_000;

/** Who is signed in, and to what. The key itself stays on the server, sealed in an HttpOnly cookie. */
export interface Session {
  /** `sandbox`: verdicts are simulated. `gateway`: the platform behind this server. */
  readonly mode: 'sandbox' | 'gateway';
  /** What people are shown: "Sandbox", or the platform's host. */
  readonly host: string;
  readonly signedIn: boolean;
  readonly canSignIn: boolean;
  /** Whether everyone who reaches this server uses one key. */
  readonly sharedKey: boolean;
  /** A fingerprint of platform and key that every call is bound to; null when signed out. */
  readonly account: string | null;
  /** A fingerprint of platform and tenant; null where the platform names none, and when signed out. */
  readonly tenant: string | null;
  /** What everything that this browser keeps for the session is named by: see {@link storeNameOf}; null when signed out. */
  readonly storeName: string | null;
  /** The stores of the session that ran out while this page was open; null while somebody is signed in, and after a person signed out. */
  readonly endedStoreName: string | null;
  /** Where media may be uploaded to, as CSP host sources: an upload address elsewhere cannot be reached. See `isAtStorage`. */
  readonly storageOrigins: readonly string[];
}

const SESSION_PATH = '/api/session';
const SESSION_KEY = ['session'];

async function callSession(init: RequestInit): Promise<Session> {
  const timeout = AbortSignal.timeout(PATIENCE_MS);
  let response: Response;
  let body: string;
  try {
    response = await fetch(SESSION_PATH, { ...init, credentials: 'same-origin', signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout });
    body = await readShortText(response);
  } catch (error) {
    init.signal?.throwIfAborted();
    if (timeout.aborted) throw new TimeoutError(`No full answer within ${PATIENCE_MS / 1000} s.`, { cause: error });
    throw new NetworkError('No answer from the server.', { cause: error });
  }
  if (!response.ok) throw httpErrorOf(response.status, response.headers, body, Date.now());
  const told = readSession(body);
  const session = { ...told, storeName: await storeNameOf(told), endedStoreName: null };
  countOnSession(session);
  noteStorageOrigins(session.storageOrigins);
  return session;
}

function readSession(body: string): z.infer<typeof sessionSchema> {
  try {
    return sessionSchema.parse(JSON.parse(body));
  } catch {
    throw new ProtocolError('The answer is not a session.', body);
  }
}

/** The current session; asked for once and after each sign-in or refusal of the key. */
export const sessionQuery = queryOptions({
  queryKey: SESSION_KEY,
  queryFn: async ({ signal, client }) => {
    const before = client.getQueryData<Session>(SESSION_KEY);
    const session = await callSession({ signal });
    return { ...session, endedStoreName: session.storeName === null ? (before?.storeName ?? before?.endedStoreName ?? null) : null };
  },
  staleTime: Infinity,
});

/** Signs in: the server checks the key with one list call and seals it. Throws {@link HttpError} 401 for a refused key. */
export function signIn(apiKey: string): Promise<Session> {
  return callSession({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ apiKey }) });
}

/** Forgets the sealed key. */
export function signOut(): Promise<Session> {
  return callSession({ method: 'DELETE' });
}

/** Goes on as someone else. Nothing that was read as the last account stays: another key sees other jobs. */
export function beginSession(queryClient: QueryClient, session: Session): void {
  const [sessionKey] = sessionQuery.queryKey;
  // The session's own entry stays: who watches it would never hear of one that takes its place.
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey });
  queryClient.setQueryData(sessionQuery.queryKey, session);
}
