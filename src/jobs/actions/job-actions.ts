import type { QueryClient } from '@tanstack/react-query';
import { jobCommands } from '#src/jobs-api/browser-client.ts';
import type { CommandStatus } from '#src/jobs-api/job-commands.ts';
import type { Job } from '#src/jobs-api/job.ts';
import { runBulk } from './bulk-runner.ts';
import { currentJobIndex } from '../index/sync/current-index.ts';
import { beginAction, endAction } from './pending-actions.ts';
import { jobDetail } from '../model/queries.ts';

/**
 * Cancels jobs. Each shows at once, and goes back when the server refuses; a report says what was refused, and why. What was taken
 * shows as its answer says, and then as the next read does: a job may have completed before the cancel came.
 */
export async function cancelJobs(queryClient: QueryClient, jobIds: readonly string[]): Promise<void> {
  beginAction(jobIds, 'cancel');
  const said = new Map<string, CommandStatus>();
  const cancel = async (jobId: string) => said.set(jobId, await jobCommands.cancel(jobId));
  const { left } = await runBulk({ doing: 'Cancelling', done: 'cancelled' }, jobIds, cancel, {
    onDone: (done) => {
      for (const jobId of done) {
        const { queryKey } = jobDetail(jobId);
        const { status = null, statusWord = null } = said.get(jobId) ?? {};
        if (status === 'cancelled' && statusWord !== null) queryClient.setQueryData<Job>(queryKey, (job) => job && { ...job, status, statusWord });
        void queryClient.invalidateQueries({ queryKey });
      }
      currentJobIndex()?.noteCancelled(done.filter((jobId) => said.get(jobId)?.status === 'cancelled'));
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
  await runBulk({ doing: 'Finalizing', done: 'finalized' }, jobIds, (jobId) => jobCommands.finalize({ jobId }), {
    onDone: (done) => {
      for (const jobId of done) void queryClient.invalidateQueries({ queryKey: jobDetail(jobId).queryKey });
    },
  });
  currentJobIndex()?.refresh();
}
