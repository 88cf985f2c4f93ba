import { join } from 'node:path';

import { STORAGE_HEADERS } from '../http/inert.ts';
import { logFailure } from '../http/log.ts';
import { answerPreflight, corsHeaders } from './cors.ts';
import type { JobFolders } from './job-folders.ts';
import type { JobStore } from './job-store.ts';
import type { Presigner, PresignFault } from './presign.ts';
import { mediaTypeOf, ARTIFACT_FILES, readArtifactName } from './artifact-files.ts';
import { noLongerTaken, putMedia, takesMedia } from './put-media.ts';
import { statusOf } from './schedule.ts';
import { sendFile } from './send-file.ts';
import { storageError, storageFailure } from './storage-xml-error.ts';
import { parseKey, printKey, type StorageKey } from './storage-key.ts';
import type { StoredJob } from './stored-job.ts';

/** What the storage works with. */
export interface StorageParts {
  readonly store: JobStore;
  readonly folders: JobFolders;
  readonly presigner: Presigner;
  readonly clock: () => number;
  /** Whether a PUT must say its media type. */
  readonly requireType: boolean;
  /** null: any origin. */
  readonly allowedOrigins: () => readonly string[] | null;
  /** The result of a completed job, with URLs signed now. */
  readonly resultOf: (job: StoredJob) => Promise<unknown>;
}

const FAULTS: Readonly<Record<PresignFault, () => Response>> = {
  unsigned: () => storageError('AccessDenied', 'Access Denied'),
  mismatch: () => storageError('SignatureDoesNotMatch', 'The signature does not match the method and the key of this request.'),
  expired: () => storageError('AccessDenied', 'Request has expired'),
};

/** The second origin: takes and gives media by presigned URL alone, as S3 does. Keys and cookies mean nothing here. */
export function createStorage(parts: StorageParts): (request: Request) => Promise<Response> {
  return async (request) => {
    const allowed = parts.allowedOrigins();
    if (request.method === 'OPTIONS') return inert(answerPreflight(request, allowed));
    const response = await answer(request, parts).catch(failed);
    for (const [name, value] of Object.entries(corsHeaders(request, allowed))) response.headers.set(name, value);
    response.headers.set('cross-origin-resource-policy', 'cross-origin');
    return inert(response);
  };
}

/** What was uploaded may be a page: opened, it runs nothing. */
function inert(response: Response): Response {
  for (const [name, value] of Object.entries(STORAGE_HEADERS)) response.headers.set(name, value);
  return response;
}

/** What went wrong on this side is said like any other refusal, so that a page may read it too. */
function failed(error: unknown): Response {
  logFailure('storage', error);
  return storageFailure(error);
}

async function answer(request: Request, parts: StorageParts): Promise<Response> {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  if (method !== 'PUT' && method !== 'GET') return storageError('MethodNotAllowed', 'The specified method is not allowed against this resource.');
  const url = new URL(request.url);
  const key = parseKey(url.pathname);
  const fault = parts.presigner.faultIn(url, method, key ? printKey(key) : '');
  if (fault) return FAULTS[fault]();
  const job = key ? parts.store.find(key.jobId) : null;
  if (!key || !job) return noSuchKey();
  return method === 'PUT' ? put(request, parts, job, key) : get(request, parts, job, key);
}

function put(request: Request, { store, folders, requireType }: StorageParts, job: StoredJob, key: StorageKey): Promise<Response> | Response {
  const input = key.kind === 'input' ? job.inputs.find(({ slot }) => slot === key.slot) : undefined;
  if (!input) return noSuchKey();
  if (!takesMedia(job)) return noLongerTaken();
  return putMedia(request, { store, folders, job, input, requireType });
}

async function get(request: Request, parts: StorageParts, job: StoredJob, key: StorageKey): Promise<Response> {
  if (key.kind === 'input') {
    const input = job.inputs.find(({ slot }) => slot === key.slot);
    const path = input && parts.folders.inputFile(job.id, input);
    return path ? sendFile(request, { path, contentType: input.contentType, etag: input.sha256 ?? input.slot }) : noSuchKey();
  }
  if (statusOf(job, parts.clock()) !== 'completed') return noSuchKey();
  const result = await parts.resultOf(job);
  if (key.kind === 'result') return Response.json(result, { headers: { 'cache-control': 'no-store' } });
  const name = readArtifactName(key.name);
  if (!name) return noSuchKey();
  return sendFile(request, { path: join(parts.folders.of(job.id), ARTIFACT_FILES, name), contentType: mediaTypeOf(name), etag: `${job.id}-${name}` });
}

function noSuchKey(): Response {
  return storageError('NoSuchKey', 'The specified key does not exist.');
}
