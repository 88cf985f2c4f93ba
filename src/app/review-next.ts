import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Job } from '#src/jobs-api/job.ts';
import { indexedResults } from '#src/jobs/table/indexed-results.ts';
import { detailIdOf, JOBS_KEY } from '#src/jobs/model/queries.ts';
import { currentJudgement } from '#src/review/judgement/judgement.ts';
import { judgementStoreOf } from '#src/review/judgement/use-judgements.ts';
import { readVerdict } from '#src/review/result/read-verdict.ts';
import { reviewQueue, type ReviewCandidate } from '#src/review/result/review-queue.ts';
import { showToast } from '#src/ui/toast-store.ts';
import { paths } from './paths.ts';

/**
 * The way from one job to the next one that waits for a judgement. Looked for when it is asked for: of a hundred thousand
 * jobs, that takes longer than a key may.
 */
export function useReviewNext(storeName: string, jobId: string): () => void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return () => {
    const { log } = judgementStoreOf(storeName).state.getState();
    const judged = { has: (id: string) => id === jobId || currentJudgement(log.get(id) ?? []) !== null };
    const [next] = reviewQueue(candidatesIn(queryClient), judged, Date.now());
    if (next === undefined) showToast('Nothing else waits for review among the jobs known here.');
    else void navigate(paths.job(next));
  };
}

// What was opened here, and what the index knows; before the jobs page has been shown that is nothing.
function candidatesIn(queryClient: QueryClient): readonly ReviewCandidate[] {
  const opened = queryClient
    .getQueryCache()
    .findAll({ queryKey: JOBS_KEY })
    .flatMap(({ queryKey, state }) => (detailIdOf(queryKey) !== null && isJob(state.data) && state.data.status === 'completed' ? [candidateOf(state.data)] : []));
  const indexed = indexedResults().map(({ job, reading }) => ({ jobId: job.id, reading, completedAt: job.updatedAt }));
  return [...new Map([...indexed, ...opened].map((candidate) => [candidate.jobId, candidate])).values()];
}

function candidateOf(job: Job): ReviewCandidate {
  return { jobId: job.id, reading: readVerdict(job), completedAt: job.completedAt ?? job.updatedAt };
}

function isJob(data: unknown): data is Job {
  return typeof data === 'object' && data !== null && 'statusWord' in data;
}
