import * as z from 'zod/mini';

import { tenantOf } from '../upstream/account-fingerprint.ts';
import type { JobsApi } from '../upstream/jobs-api.ts';
import { readCapped } from '../http/read-capped.ts';

const MAX_ANSWER_BYTES = 1_048_576;
/** A sign-in must not hang on what is good to know. */
const PATIENCE_MS = 5_000;
const MOST_TRIES = 2;

const answerSchema = z.object({ tenant: z.object({ id: z.union([z.string().check(z.minLength(1)), z.int()]) }) });

/**
 * Asks the platform which tenant a key belongs to (wire format, section 6.1); see {@link tenantOf}. Never rejects.
 * @returns null where it names none: most keys get 401, 403 or 404 there. `undefined` when it could not be asked: it was away, busy, or took longer than 5 s.
 */
export async function askTenant(api: JobsApi, key: string, base: string, patienceMs = PATIENCE_MS): Promise<string | null | undefined> {
  const signal = AbortSignal.timeout(patienceMs);
  for (let tries = 0; tries < MOST_TRIES && !signal.aborted; tries += 1) {
    const told = await Promise.race([askOnce(api, key, base, signal).catch(() => undefined), whenAborted(signal)]);
    if (told !== undefined) return told;
  }
  return undefined;
}

async function askOnce(api: JobsApi, key: string, base: string, signal: AbortSignal): Promise<string | null | undefined> {
  const headers = { accept: 'application/json', authorization: `Bearer ${key}` };
  const { status, ok, body } = await api.handle(new Request(new URL('/api/v1/integrations/current', base), { headers, signal }));
  if (!ok || body === null) {
    await body?.cancel();
    return status === 429 || status >= 500 ? undefined : null;
  }
  const { bytes, rest } = await readCapped(body, MAX_ANSWER_BYTES);
  await rest?.cancel();
  const { data } = answerSchema.safeParse(parseJson(new TextDecoder().decode(bytes)));
  return data === undefined ? null : tenantOf(api.realm, String(data.tenant.id));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function whenAborted(signal: AbortSignal): Promise<undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  signal.addEventListener('abort', () => resolve(undefined), { once: true });
  return promise;
}
