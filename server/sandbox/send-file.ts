import { openAsBlob } from 'node:fs';

import { readRange } from './byte-range.ts';
import { openFile } from '../http/open-body.ts';
import { storageError } from './storage-xml-error.ts';

/** A file the storage sends. */
export interface SentFile {
  readonly path: string;
  readonly contentType: string;
  /** Without quotes. */
  readonly etag: string;
}

/** Answers a GET or HEAD with a file or the part that `Range` asks for; streams from the disk. A file that is not there is `NoSuchKey`. */
export async function sendFile(request: Request, { path, contentType, etag }: SentFile): Promise<Response> {
  const blob = await openOrNull(path, contentType);
  if (!blob) return storageError('NoSuchKey', 'The specified key does not exist.');
  const headers = new Headers({ 'content-type': contentType, etag: `"${etag}"`, 'accept-ranges': 'bytes', 'cache-control': 'private, max-age=300' });
  const range = readRange(request.headers.get('range'), blob.size);
  if (range === 'unsatisfiable') {
    const refused = storageError('InvalidRange', 'The requested range is not satisfiable.', { ActualObjectSize: blob.size });
    refused.headers.set('content-range', `bytes */${blob.size}`);
    return refused;
  }
  const body = range ? blob.slice(range.first, range.last + 1, contentType) : blob;
  headers.set('content-length', String(body.size));
  if (range) headers.set('content-range', `bytes ${range.first}-${range.last}/${blob.size}`);
  return new Response(request.method === 'HEAD' ? null : await openFile(body), { status: range ? 206 : 200, headers });
}

// A file that is not there makes `openAsBlob` throw at once instead of rejecting.
async function openOrNull(path: string, type: string): Promise<Blob | null> {
  try {
    return await openAsBlob(path, { type });
  } catch {
    return null;
  }
}
