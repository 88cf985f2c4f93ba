import { isTerminal, type JobSummary } from '#src/jobs-api/job.ts';
import type { IndexedJob } from '../../model/indexed-job.ts';

/**
 * A job as it is after the list has said something of it. An end that is known is not taken back by an answer that is no
 * newer, as a lagging replica gives one; by its newer `updatedAt` it is: the platform has run the job again, and what was
 * read of its result no longer holds.
 */
export function withSummary(known: IndexedJob | null, said: JobSummary): IndexedJob {
  if (known === null) return { ...said, detail: null };
  const newer = said.updatedAt !== null && known.updatedAt !== null && said.updatedAt > known.updatedAt;
  const ended = isTerminal(known.status);
  const { status, statusWord, updatedAt } = ended && !newer && known.status !== said.status ? known : said;
  const detail = ended && newer && known.detail ? { ...known.detail, final: false, reading: status === 'completed' ? known.detail.reading : null } : known.detail;
  return {
    ...said,
    status,
    statusWord,
    updatedAt: ended && !newer ? (known.updatedAt ?? updatedAt) : updatedAt,
    createdAt: said.createdAt ?? known.createdAt,
    taskTypeId: said.taskTypeId ?? known.taskTypeId,
    detail,
  };
}

/**
 * A job as it is after its own detail has been read, without what is kept of the detail; null when the answer is older than
 * what is known, as that of a lagging replica.
 */
export function withDetail(known: IndexedJob, said: JobSummary): Omit<IndexedJob, 'detail'> | null {
  const { id, status, statusWord } = said;
  if (isTerminal(known.status) && known.status !== status && known.updatedAt !== null && said.updatedAt !== null && said.updatedAt < known.updatedAt) return null;
  // The later of both: list and detail may tell times of their own, and neither makes the other look outdated for ever.
  const updatedAt = known.updatedAt === null || said.updatedAt === null ? (said.updatedAt ?? known.updatedAt) : Math.max(known.updatedAt, said.updatedAt);
  return { id, status, statusWord, taskTypeId: said.taskTypeId ?? known.taskTypeId, createdAt: said.createdAt ?? known.createdAt, updatedAt };
}

/** Whether the list says of a job that has ended what cannot be told from a lagging replica's word: the job itself is to be asked. */
export function isDoubtful(known: IndexedJob | null, said: JobSummary): boolean {
  return known !== null && isTerminal(known.status) && known.status !== said.status && (known.updatedAt === null || said.updatedAt === null);
}
