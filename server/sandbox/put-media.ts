import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, renameSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { JobFolders } from './job-folders.ts';
import type { JobStore } from './job-store.ts';
import { storageError } from './storage-xml-error.ts';
import type { StoredInput, StoredJob } from './stored-job.ts';

/** Where an upload goes. */
export interface PutTarget {
  readonly store: JobStore;
  readonly folders: JobFolders;
  readonly job: StoredJob;
  readonly input: StoredInput;
  /** Whether a PUT must say its media type; one that says another than declared is refused in any case. */
  readonly requireType: boolean;
}

/**
 * Stores the body of a PUT as a slot's bytes, streaming. It counts only once it is complete and exactly as declared;
 * until then, and after a kill, the slot holds what it held before.
 */
export async function putMedia(request: Request, { store, folders, job, input, requireType }: PutTarget): Promise<Response> {
  const contentType = request.headers.get('content-type')?.trim().toLowerCase();
  if ((requireType || contentType) && contentType !== input.contentType.trim().toLowerCase()) return wrongType(input);
  const announced = request.headers.get('content-length');
  const wrongLength = announced === null ? null : sizeError(Number(announced), input.sizeBytes);
  if (wrongLength) return wrongLength;

  const incoming = join(folders.incoming, randomUUID());
  try {
    const { size, sha256 } = await receive(request, incoming, input.sizeBytes);
    const wrongSize = sizeError(size, input.sizeBytes);
    if (wrongSize) return wrongSize;
    // From here to the record nothing waits, so that no delete or finalize can come in between.
    const current = store.find(job.id);
    if (!current || !takesMedia(current)) return noLongerTaken();
    // Each upload has a file name of its own: the database's word which one counts is the only switch.
    const storedAs = `${input.slot}-${randomUUID()}`;
    mkdirSync(folders.of(job.id), { recursive: true });
    renameSync(incoming, join(folders.of(job.id), storedAs));
    store.recordUpload(job.id, input.slot, storedAs, sha256);
    const before = current.inputs.find(({ slot }) => slot === input.slot);
    const superseded = before ? folders.inputFile(job.id, before) : null;
    if (superseded) await rm(superseded, { force: true });
    return new Response(null, { status: 200, headers: { etag: `"${sha256}"` } });
  } finally {
    await rm(incoming, { force: true });
  }
}

/** Whether a job still waits for its media. */
export function takesMedia(job: StoredJob): boolean {
  return job.queuedAt === null && job.cancelledAt === null;
}

/** The answer to an upload for a job that was finalized, cancelled or deleted. */
export function noLongerTaken(): Response {
  return storageError('AccessDenied', 'The job does not take media any longer.');
}

function wrongType({ contentType }: StoredInput): Response {
  return storageError('SignatureDoesNotMatch', 'The Content-Type is not the one this URL was signed for.', { ContentType: contentType });
}

function sizeError(size: number, declared: number): Response | null {
  if (size > declared) return storageError('EntityTooLarge', 'The upload is longer than declared.', { ProposedSize: size, MaxSizeAllowed: declared });
  if (size < declared) return storageError('IncompleteBody', 'The upload is shorter than declared.', { NumberBytesExpected: declared, NumberBytesProvided: size });
  return null;
}

/** Writes a body to a new file until it ends, breaks off, or is longer than `limit`; gives what was written. */
async function receive(request: Request, path: string, limit: number): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  await using file = await open(path, 'wx');
  for await (const chunk of untilItBreaksOff(request.body)) {
    size += chunk.length;
    if (size > limit) break;
    hash.update(chunk);
    await file.appendFile(chunk);
  }
  await file.sync();
  return { size, sha256: hash.digest('hex') };
}

/** The chunks of a body; when the client goes away, what came so far, which is too short and so does not count. */
async function* untilItBreaksOff(body: Request['body']): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (;;) {
      const next = await reader?.read().catch(() => null);
      if (!next || next.done) return;
      const chunk: Uint8Array = next.value;
      yield chunk;
    }
  } finally {
    await reader?.cancel().catch(() => {});
  }
}
