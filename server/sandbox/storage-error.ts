/** Why the storage refuses, in the words of S3. */
export type StorageErrorCode =
  | 'AccessDenied'
  | 'AccessForbidden'
  | 'SignatureDoesNotMatch'
  | 'NoSuchKey'
  | 'EntityTooLarge'
  | 'IncompleteBody'
  | 'InvalidRange'
  | 'MethodNotAllowed';

const STATUS: Readonly<Record<StorageErrorCode, number>> = {
  AccessDenied: 403, AccessForbidden: 403, SignatureDoesNotMatch: 403, NoSuchKey: 404, EntityTooLarge: 400, IncompleteBody: 400,
  InvalidRange: 416, MethodNotAllowed: 405,
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

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
