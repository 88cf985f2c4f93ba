import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Job } from '#src/jobs-api/job.ts';
import { detailIdOf, JOBS_KEY } from '#src/jobs/queries.ts';
import { currentJudgement } from '#src/review/judgement/judgement.ts';
import { useJudgementLog } from '#src/review/judgement/use-judgements.ts';
import { readResult } from '#src/review/read-result.ts';
import { reviewQueue } from '#src/review/review-queue.ts';
import { useNow } from '#src/ui/use-now.ts';
import { paths } from './paths.ts';

/** The way from one job to the next one that waits for a judgement, among those whose details have been read. */
export function useReviewNext(account: string, jobId: string): { readonly waiting: number; readonly goToNext: () => void } {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const log = useJudgementLog(account);
  const now = useNow(null);
  const jobs = queryClient.getQueryCache().findAll({ queryKey: JOBS_KEY }).flatMap(({ queryKey, state }) => (detailIdOf(queryKey) !== null && isJob(state.data) ? [state.data] : []));
  const candidates = jobs
    .filter((job) => job.id !== jobId && job.status === 'completed')
    .map((job) => ({ jobId: job.id, reading: readResult(job.result, job.taskTypeId), completedAt: job.completedAt ?? job.updatedAt }));
  const queue = reviewQueue(candidates, { has: (id) => currentJudgement(log.get(id) ?? []) !== null }, now);
  return { waiting: queue.length, goToNext: () => void navigate(paths.job(queue[0] ?? jobId)) };
}

function isJob(data: unknown): data is Job {
  return typeof data === 'object' && data !== null && 'statusWord' in data;
}
