import { TimeoutError } from '#src/jobs-api/errors.ts';
import { fetchFromStorage } from '#src/jobs-api/fetch-from-storage.ts';

/**
 * Fetches what lies behind a signed link, or behind this server's relay of it, with no referrer, and with no credential for
 * any other origin. A storage that stops sending is given up; a slow one is not.
 * @throws an Error whose message says in words why there are no bytes; the signal's reason when aborted
 */
export async function fetchMedia(url: string, signal?: AbortSignal): Promise<Blob> {
  const answer = await request(url, {}, signal);
  if (!answer.ok) throw new Error(refused(answer.status));
  return answer.blob();
}

/** Why a link could not be shown, found out by asking for its first byte; a sentence. Never rejects. */
export async function explainFailure(url: string, signal?: AbortSignal): Promise<string> {
  try {
    const answer = await request(url, { headers: { Range: 'bytes=0-0' } }, signal);
    await answer.body?.cancel();
    return answer.ok ? 'The bytes are there, but this browser cannot decode the format.' : refused(answer.status);
  } catch (error) {
    return error instanceof Error ? error.message : 'It could not be reached.';
  }
}

async function request(url: string, init: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetchFromStorage(url, { ...init, signal: signal ?? null });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof TimeoutError) throw new Error(`The storage does not answer. ${error.message}`, { cause: error });
    throw new Error('The storage could not be reached, or it does not let this page read the file.', { cause: error });
  }
}

function refused(status: number): string {
  return status === 403 || status === 401 ? `The link has expired (HTTP ${status}).` : `The storage answered HTTP ${status}.`;
}
