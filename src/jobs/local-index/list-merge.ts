import { isTerminal, type JobSummary } from '#src/jobs-api/job.ts';
import type { IndexedJob } from './indexed-job.ts';

/** A job as it is after the list has said something of it. An end that is known is never taken back by an older answer. */
export function withSummary(known: IndexedJob | null, said: JobSummary): IndexedJob {
  if (known === null) return { ...said, detail: null };
  const { status, statusWord, updatedAt } = isTerminal(known.status) && known.status !== said.status ? known : said;
  return { ...said, status, statusWord, updatedAt, createdAt: said.createdAt ?? known.createdAt, taskTypeId: said.taskTypeId ?? known.taskTypeId, detail: known.detail };
}
