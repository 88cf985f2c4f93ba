import { type KnownJobStatus, JOB_STATUSES, readStatus } from '#src/jobs-api/job.ts';

import type { Vocabulary } from './vocabulary.ts';

type Words = Readonly<Record<KnownJobStatus, string>>;

/** What each vocabulary calls a status (wire format, sections 2, 5.2 and 6.3). */
export const STATUS_WORDS: Readonly<Record<Vocabulary, Words>> = {
  documented: { waiting_for_finalize: 'waiting_for_finalize', queued: 'queued', processing: 'processing', completed: 'completed', failed: 'failed', cancelled: 'cancelled' },
  deployed: { waiting_for_finalize: 'initiated', queued: 'queued', processing: 'processing', completed: 'processed', failed: 'error', cancelled: 'canceled' },
  current: { waiting_for_finalize: 'INITED', queued: 'UPLOADED', processing: 'PROCESSING', completed: 'COMPLETED', failed: 'FAILED', cancelled: 'CANCELLED' },
};

/** The status that a word names, in any letter case: in the vocabulary's own words first, then in any; null for a word that is none. */
export function statusNamed(word: string, vocabulary: Vocabulary): KnownJobStatus | null {
  const own = JOB_STATUSES.find((status) => STATUS_WORDS[vocabulary][status].toLowerCase() === word.toLowerCase());
  const { status } = readStatus(word);
  return own ?? (status === 'unknown' || status === 'deleted' ? null : status);
}
