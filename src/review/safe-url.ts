/** A link that may be followed or loaded: http(s) and nothing else; null otherwise. */
export function safeUrl(value: unknown): string | null {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null;
}
