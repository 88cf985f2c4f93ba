import { SandboxClient } from '../../e2e/sandbox-client.ts';

/** @throws unless exactly this many jobs were finalized: an upload that lost a file is not a fast one. */
export async function expectFinalized(serverUrl: string, count: number): Promise<void> {
  const jobs = await new SandboxClient(serverUrl).list();
  const found = jobs.filter(({ status }) => status !== 'waiting_for_finalize').length;
  if (found !== count) throw new Error(`${found} jobs were finalized, not ${count}`);
}
