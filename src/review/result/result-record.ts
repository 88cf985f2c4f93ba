import type { Job } from '#src/jobs-api/job.ts';
import { asRecord, ownField, readFlag, type ResultRecord } from './read-fields.ts';

/** The fields of a job's result, gathered from where they stand. */
export interface GatheredResult {
  /** null when there is nothing to read. */
  readonly record: ResultRecord | null;
  /** Whether there is a result at all, readable or not. */
  readonly given: boolean;
  /** False while the whole result lies behind a link and has not been fetched. */
  readonly complete: boolean;
}

/**
 * The result of a completed job, with the fields of its record beside it (wire format, section 6.5): those of the result win,
 * but two answers of `fake` both stay, as `fake` and `isFake`. Any other job has none: what it bears is a part at most.
 */
export function resultRecord(job: Job): GatheredResult {
  if (job.status !== 'completed') return { record: null, given: false, complete: true };
  const complete = job.result !== undefined || job.resultUrl === null;
  const whole = job.result ?? (complete ? undefined : job.inlineResult);
  const result = asRecord(whole);
  const beside = Object.keys(job.recordFields).length === 0 ? null : job.recordFields;
  const record = result === null && beside === null ? null : { ...beside, ...result };
  return { record: record !== null && result !== null && beside !== null && differs(beside, result) ? { ...record, isFake: ownField(beside, 'fake') } : record, given: whole !== undefined, complete };
}

function differs(beside: ResultRecord, result: ResultRecord): boolean {
  const [a, b] = [readFlag(ownField(beside, 'fake')), readFlag(ownField(result, 'fake'))];
  return a !== null && b !== null && a !== b && ownField(result, 'isFake') === undefined;
}
