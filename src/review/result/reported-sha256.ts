import type { Job } from '#src/jobs-api/job.ts';
import { asRecord, ownField } from './read-fields.ts';
import { resultRecord } from './result-record.ts';

const SHA256 = /^[0-9a-f]{64}$/i;

/** The SHA-256 of the file as its result gives it, in lower case: a `sha256` of its own or of `analysisDetails`; null without one. */
export function statedSha256(job: Job): string | null {
  const { record } = resultRecord(job);
  if (record === null) return null;
  const details = asRecord(ownField(record, 'analysisDetails'));
  const stated = ownField(record, 'sha256') ?? (details && ownField(details, 'sha256'));
  return typeof stated === 'string' && SHA256.test(stated) ? stated.toLowerCase() : null;
}
