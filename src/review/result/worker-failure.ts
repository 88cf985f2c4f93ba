import { asRecord, isUnchecked, ownField, readYesNo, type ResultRecord } from './read-fields.ts';

const NO_REASON = 'the platform gave no reason';

/**
 * Why the worker failed, where a completed job's result says that it did: `{error, message}` or `{status: "error", errors}`
 * (wire format, sections 6.3 and 6.5). null when it says nothing of the kind.
 */
export function workerFailure(record: ResultRecord): string | null {
  const error = ownField(record, 'error');
  const status = ownField(record, 'status');
  const failed = typeof status === 'string' && ['error', 'failed'].includes(status.trim().toLowerCase());
  if (!failed && !isError(error)) return null;
  const errors = ownField(record, 'errors');
  const reasons = [...(Array.isArray(errors) ? errors : [errors]), ownField(record, 'message'), error].map(textOf).filter((text) => text !== null);
  return [...new Set(reasons)].join('; ').slice(0, 500) || NO_REASON;
}

function isError(error: unknown): boolean {
  return error !== undefined && error !== '' && !isUnchecked(error) && readYesNo(error) !== false;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' || value === 'true' ? null : value.trim();
  const record = asRecord(value);
  return record === null ? null : textOf(ownField(record, 'message') ?? ownField(record, 'reason') ?? ownField(record, 'code'));
}
