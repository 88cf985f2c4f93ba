/**
 * A link that may be followed or loaded: http(s), without a user or password, and not at this page's own origin, where it
 * would act as a part of Assay; null otherwise.
 */
export function safeUrl(value: unknown): string | null {
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value)) return null;
  const url = URL.parse(value);
  return url === null || url.username !== '' || url.password !== '' || url.origin === globalThis.location.origin ? null : value;
}
