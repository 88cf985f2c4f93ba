import type { QueryClient } from '@tanstack/react-query';
import { jobCommands } from '#src/jobs-api/browser-client.ts';
import type { Job } from '#src/jobs-api/job.ts';
import { runBatch } from './batches.ts';
import { currentJobIndex } from './local-index/open-index.ts';
import { beginAction, endAction } from './pending-actions.ts';
import { jobDetail } from './queries.ts';

/** Cancels jobs. Each shows at once, and goes back when the server refuses; a report says what was refused, and why. */
export async function cancelJobs(queryClient: QueryClient, jobIds: readonly string[]): Promise<void> {
  beginAction(jobIds, 'cancel');
  const { left } = await runBatch({ doing: 'Cancelling', done: 'cancelled' }, jobIds, (jobId) => jobCommands.cancel(jobId), {
    onDone: (done) => {
      for (const jobId of done) queryClient.setQueryData<Job>(jobDetail(jobId).queryKey, (job) => job && { ...job, status: 'cancelled', statusWord: 'cancelled' });
      currentJobIndex()?.noteCancelled(done);
      endAction(done);
    },
    onRefused: (refused) => {
      endAction(refused);
      for (const jobId of refused) void queryClient.invalidateQueries({ queryKey: jobDetail(jobId).queryKey });
    },
  });
  endAction(left);
  currentJobIndex()?.refresh();
}

/** Finalizes jobs whose media was uploaded, but which were never finalized; the platform refuses those without media. */
export async function finalizeJobs(queryClient: QueryClient, jobIds: readonly string[]): Promise<void> {
  await runBatch({ doing: 'Finalizing', done: 'finalized' }, jobIds, (jobId) => jobCommands.finalize({ jobId }), {
    onDone: (done) => {
      for (const jobId of done) void queryClient.invalidateQueries({ queryKey: jobDetail(jobId).queryKey });
    },
  });
  currentJobIndex()?.refresh();
}
