import { SandboxClient } from '../../e2e/sandbox-client.ts';

/**
 * Checks that exactly `finalized` jobs were, waits until they are done, so that their processing does not slow the next
 * run, and deletes all jobs.
 */
export async function settleJobs(serverUrl: string, finalized: number): Promise<void> {
  const sandbox = new SandboxClient(serverUrl);
  const end = Date.now() + 120_000;
  let jobs = await sandbox.list();
  while (jobs.some(({ status }) => status === 'queued' || status === 'processing') && Date.now() < end) {
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
    jobs = await sandbox.list();
  }
  await sandbox.deleteAll();
  const found = jobs.filter(({ status }) => status !== 'waiting_for_finalize').length;
  if (found !== finalized) throw new Error(`${found} jobs were finalized, not ${finalized}`);
}
