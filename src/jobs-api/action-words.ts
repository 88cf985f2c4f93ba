import type { ActionCall, ActionRecord } from './action-log.ts';
import type { JobStatus } from './job.ts';

/** The names of the calls, as people are told them. */
const CALLS: Readonly<Record<ActionCall, string>> = {
  create: 'Asked for a job',
  upload: 'Sent the file',
  finalize: 'Asked to finalize',
  cancel: 'Asked to cancel',
  delete: 'Asked to delete',
};

/** What was done, what came back, and what was read because of it, each as a sentence without its full stop. */
export function actionSentences({ call, answer, reading }: Pick<ActionRecord, 'call' | 'answer' | 'reading'>): readonly string[] {
  return [CALLS[call], answer === null ? 'No answer is known: the page was left or closed before one came' : `Answer: ${answer}`, ...(reading === null ? [] : [`Then read: ${reading}`])];
}

// A refusal that says what is wrong: such a finalize was certainly not carried out.
const REFUSED = /^(?:401|402|403|413)\b/;

/**
 * Whether a finalize was sent whose outcome neither the log nor the job tells: what is sent again then may be charged again.
 * @param status what the job reads as now; null while it is not to be found
 */
export function hasUnclearFinalize(records: readonly ActionRecord[], status: JobStatus | null): boolean {
  // Any other status says by itself whether it was finalized.
  if (status !== null && status !== 'unknown' && status !== 'deleted') return false;
  const sent = records.filter(({ call, answer }) => call === 'finalize' && !REFUSED.test(answer ?? ''));
  return sent.length > 0 && sent.every(({ answer }) => answer !== 'done');
}
