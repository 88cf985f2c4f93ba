/**
 * What makes an answer under `/api` neither page nor script, whatever it holds: opened, it has no origin, runs and loads
 * nothing; included, its type is taken at its word.
 */
export const INERT_HEADERS = {
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
} as const;

/**
 * The same for the sandbox's storage, an origin of its own that knows no cookie: runs and loads nothing either, but a video
 * that is opened by its link plays, which browsers refuse to a document without an origin.
 */
export const STORAGE_HEADERS = {
  'content-security-policy': "sandbox allow-same-origin; default-src 'none'; media-src 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
} as const;

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;
const MEDIA_TYPE = /^(?:image\/(?!svg)|audio\/|video\/|application\/pdf\b)/i;
const TEXT_TYPE = /^text\/|\bx?html\b|xml\b|script\b/i;

/**
 * Makes an answer one of data: JSON as JSON; text of any kind, pages and scripts among it, as plain text; media and the
 * rest as files. Only JSON is not a download when it is opened.
 */
export function makeInert({ headers, body }: Response): void {
  for (const [name, value] of Object.entries(INERT_HEADERS)) headers.set(name, value);
  const type = headers.get('content-type') ?? '';
  if (type === '' && body === null) return;
  if (JSON_TYPE.test(type)) headers.set('content-type', 'application/json');
  else {
    if (TEXT_TYPE.test(type)) headers.set('content-type', 'text/plain; charset=utf-8');
    else if (!MEDIA_TYPE.test(type)) headers.set('content-type', 'application/octet-stream');
    headers.set('content-disposition', 'attachment');
  }
}
