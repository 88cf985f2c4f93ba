import { statSync } from 'node:fs';
import { basename } from 'node:path';

import { SandboxClient } from '../../e2e/sandbox-client.ts';

const HEADERS = { Authorization: 'Bearer api_sandbox', 'Content-Type': 'application/json' };

/** Creates a job for a file that may be larger than memory, without uploading it; gives its presigned address. */
export async function presign(serverUrl: string, path: string, taskTypeId: number, contentType: string): Promise<string> {
  const inputs = [{ slotName: 'original', fileName: basename(path), contentType, sizeBytes: statSync(path).size }];
  const response = await fetch(`${serverUrl}/api/v1/jobs?taskTypeId=${taskTypeId}`, { method: 'POST', headers: HEADERS, body: JSON.stringify({ taskTypeId: String(taskTypeId), inputs }) });
  const job: { inputs: readonly [{ uploadUrl: string }] } = await response.json();
  return job.inputs[0].uploadUrl;
}

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
