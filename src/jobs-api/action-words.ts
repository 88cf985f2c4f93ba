import type { ActionCall, ActionRecord } from './action-log.ts';

/** The names of the calls, as people are told them. */
const CALLS: Readonly<Record<ActionCall, string>> = {
  create: 'Asked for a job',
  upload: 'Sent the file',
  finalize: 'Finalized the job',
  cancel: 'Asked to cancel',
  delete: 'Asked to delete',
};

/** What was done, what came back, and what was read because of it, each as a sentence without its full stop. */
export function actionSentences({ call, answer, reading }: Pick<ActionRecord, 'call' | 'answer' | 'reading'>): readonly string[] {
  return [CALLS[call], answer === null ? 'No answer is known: the page was left or closed before one came' : `Answer: ${answer}`, ...(reading === null ? [] : [`Then read: ${reading}`])];
}

/** Whether a finalize was sent whose outcome the log does not tell: what is sent again then may be charged again. */
export function hasUnclearFinalize(records: readonly ActionRecord[]): boolean {
  const finalizes = records.filter(({ call }) => call === 'finalize');
  return finalizes.length > 0 && finalizes.every(({ answer }) => answer !== 'done');
}
