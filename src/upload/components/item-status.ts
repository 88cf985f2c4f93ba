import { formatBytes, formatDuration, formatPercent } from '#src/ui/format.ts';
import { MOST_ATTEMPTS } from '../model/backoff.ts';
import { totalBytes, type UploadItem } from '../model/item.ts';

/** What a status is called when nothing more is known. */
const WORDS = {
  staged: 'Ready',
  rejected: 'Not accepted',
  waiting: 'Waiting',
  creating: 'Creating the job',
  uploading: 'Uploading',
  paused: 'Paused',
  finalizing: 'Finalizing',
  submitted: 'Submitted',
  failed: 'Failed',
  removing: 'Removing',
} as const;

/**
 * An item's status in words.
 * @param sentBytes bytes of the current attempt
 * @param now ms epoch; decides how long a retry is still away
 */
export function statusInWords(item: UploadItem, sentBytes: number, now: number): string {
  const { state } = item;
  switch (state.status) {
    case 'waiting':
      if (!state.retry) return WORDS.waiting;
      return `${state.retry.problem.title}. Trying again ${state.retry.at <= now ? 'now' : `in ${formatDuration(Math.max(1_000, state.retry.at - now))}`} (attempt ${item.attempts + 1} of ${MOST_ATTEMPTS})`;
    case 'uploading': {
      const total = totalBytes(item);
      return `${WORDS.uploading}: ${formatBytes(sentBytes)} of ${formatBytes(total)} (${formatPercent(total === 0 ? 0 : sentBytes / total)})`;
    }
    case 'rejected':
      return `${WORDS.rejected}. ${state.reason}`;
    case 'failed':
      return `${WORDS.failed}. ${state.problem.title}`;
    case 'staged':
      if (item.format === null) return 'Looking into the file';
      return item.startsIfSingle ? 'Checking whether it was analyzed before' : WORDS.staged;
    case 'submitted':
      return state.reused ? 'Analyzed before: nothing was sent' : WORDS.submitted;
    case 'creating':
    case 'paused':
    case 'finalizing':
    case 'removing':
      return WORDS[state.status];
  }
}
