import { asRecord, ownField } from './read-fields.ts';

const SHA256 = /^[0-9a-f]{64}$/i;

/** The SHA-256 of the file as its result gives it, in lower case: a `sha256` of its own or of `analysisDetails`; null without one. */
export function statedSha256(result: unknown): string | null {
  const record = asRecord(result);
  if (record === null) return null;
  const details = asRecord(ownField(record, 'analysisDetails'));
  const stated = ownField(record, 'sha256') ?? (details && ownField(details, 'sha256'));
  return typeof stated === 'string' && SHA256.test(stated) ? stated.toLowerCase() : null;
}
