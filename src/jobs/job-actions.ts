import type { QueryClient } from '@tanstack/react-query';
import { jobsClient } from '#src/jobs-api/browser-client.ts';
import { explainError } from '#src/jobs-api/explain-error.ts';
import { HttpError } from '#src/jobs-api/errors.ts';
import type { Job, JobPage } from '#src/jobs-api/job.ts';
import { formatPlural } from '#src/ui/format.ts';
import { showToast } from '#src/ui/toast-store.ts';
import { beginAction, endAction, type PendingAction } from './pending-actions.ts';
import { jobDetail, jobsChanged, listKey } from './queries.ts';

const AT_ONCE = 4;

const DONE: Readonly<Record<PendingAction, string>> = { cancel: 'cancelled', delete: 'deleted' };

/**
 * Cancels or deletes jobs, four at a time. Each shows at once and goes back when the server refuses; a message says at
 * the end what was done and what was refused, and why. Never rejects; gives the ids that were done.
 */
export async function actOnJobs(queryClient: QueryClient, action: PendingAction, jobIds: readonly string[]): Promise<readonly string[]> {
  for (const jobId of jobIds) beginAction(jobId, action);
  const waiting = [...jobIds];
  const done: string[] = [];
  const refusals: string[] = [];
  const work = async () => {
    for (let jobId = waiting.shift(); jobId !== undefined; jobId = waiting.shift()) {
      try {
        await actOnJob(queryClient, action, jobId);
        done.push(jobId);
        // A deleted job stays marked: an answer that was under way must not bring it back.
        if (action === 'cancel') endAction(jobId);
      } catch (error) {
        refusals.push(reasonOf(error));
        endAction(jobId);
        void queryClient.invalidateQueries({ queryKey: jobDetail(jobId).queryKey });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  jobsChanged(queryClient);
  report(action, done.length, refusals);
  return done;
}

async function actOnJob(queryClient: QueryClient, action: PendingAction, jobId: string): Promise<void> {
  // An answer that is on its way was made before this and would bring the old state back.
  await queryClient.cancelQueries({ queryKey: listKey });
  if (action === 'cancel') {
    await jobsClient.cancelJob(jobId);
    changeInPages(queryClient, (page) => ({ ...page, jobs: page.jobs.map((job) => (job.id === jobId ? { ...job, status: 'cancelled', statusWord: 'cancelled' } : job)) }));
    queryClient.setQueryData<Job>(jobDetail(jobId).queryKey, (job) => job && { ...job, status: 'cancelled', statusWord: 'cancelled' });
    return;
  }
  try {
    await jobsClient.deleteJob(jobId);
  } catch (error) {
    // Gone already is what was asked for.
    if (!(error instanceof HttpError && error.status === 404)) throw error;
  }
  changeInPages(queryClient, (page) => {
    const jobs = page.jobs.filter((job) => job.id !== jobId);
    return { ...page, jobs, total: page.total === null || jobs.length === page.jobs.length ? page.total : page.total - 1 };
  });
  queryClient.removeQueries({ queryKey: jobDetail(jobId).queryKey });
}

function changeInPages(queryClient: QueryClient, change: (page: JobPage) => JobPage): void {
  queryClient.setQueriesData<JobPage>({ queryKey: listKey }, (page) => page && change(page));
}

function reasonOf(error: unknown): string {
  const { title, advice, said } = explainError(error);
  return `${title}. ${said === null ? advice : `The server said: ${said}`}`;
}

function report(action: PendingAction, done: number, refusals: readonly string[]): void {
  const [first] = refusals;
  if (first === undefined) return showToast(`${formatPlural(done, 'job')} ${DONE[action]}.`);
  const others = new Set(refusals).size > 1 ? ' Others for other reasons.' : '';
  const counts = done === 0 ? '' : `${formatPlural(done, 'job')} ${DONE[action]}. `;
  showToast(`${counts}${formatPlural(refusals.length, 'job')} could not be ${DONE[action]}: ${first}${others}`, 'bad');
}
