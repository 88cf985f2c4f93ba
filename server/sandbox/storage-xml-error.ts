/** Why the storage refuses, in the words of S3. */
export type StorageErrorCode =
  | 'AccessDenied'
  | 'AccessForbidden'
  | 'SignatureDoesNotMatch'
  | 'NoSuchKey'
  | 'EntityTooLarge'
  | 'IncompleteBody'
  | 'InvalidRange'
  | 'MethodNotAllowed'
  | 'InternalError'
  | 'InsufficientStorage';

const STATUS: Readonly<Record<StorageErrorCode, number>> = {
  AccessDenied: 403, AccessForbidden: 403, SignatureDoesNotMatch: 403, NoSuchKey: 404, EntityTooLarge: 400, IncompleteBody: 400,
  InvalidRange: 416, MethodNotAllowed: 405, InternalError: 500, InsufficientStorage: 507,
};

/** An error answer of the storage: XML as S3 writes it, with `details` as further elements. */
export function storageError(code: StorageErrorCode, message: string, details: Readonly<Record<string, string | number>> = {}): Response {
  const elements = Object.entries<string | number>({ Code: code, Message: message, ...details });
  const xml = elements.map(([name, value]) => `<${name}>${escape(String(value))}</${name}>`).join('');
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${xml}</Error>`, {
    status: STATUS[code],
    headers: { 'content-type': 'application/xml', 'cache-control': 'no-store' },
  });
}

/** The answer when the storage itself fails: 507 when its disk is full, 500 otherwise; what failed is for the log alone. */
export function storageFailure(error: unknown): Response {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC' || code === 'EDQUOT') return storageError('InsufficientStorage', 'The disk of the storage is full.');
  return storageError('InternalError', 'We encountered an internal error. Please try again.');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
