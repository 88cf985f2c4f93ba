import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';

import { z } from 'zod';

const jobShape = z.object({
  jobId: z.union([z.string(), z.number()]).transform(String),
  taskTypeId: z.union([z.string(), z.number()]).transform(String),
  status: z.string(),
});

// Outside the documented vocabulary a job's id is called `id` (wire format, section 5.2).
const detailShape = z.looseObject({ id: z.unknown().optional(), jobId: z.unknown().optional() }).transform(({ id, jobId, ...rest }) => ({ ...rest, jobId: jobId ?? id })).pipe(jobShape);

/** A job as list and detail give it in the documented vocabulary, as far as the tests look at it; ids as strings. */
export type SandboxJob = z.infer<typeof jobShape>;

const createdShape = jobShape.extend({ inputs: z.array(z.object({ slotName: z.string(), uploadUrl: z.string() })) });
const artifactShape = z.object({ kind: z.string(), downloadUrl: z.string() });
const pageShape = z.object({ data: z.array(jobShape), pagination: z.object({ total: z.number(), pages: z.number() }) });

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg', '.png': 'image/png', '.mp3': 'audio/mpeg', '.wav': 'audio/wav', '.m4a': 'audio/mp4',
  '.mp4': 'video/mp4', '.mov': 'video/quicktime', '.webm': 'video/webm', '.pdf': 'application/pdf',
};

/** Speaks to a server's Jobs API from outside the browser, with a key of its own, to seed jobs and look at them. */
export class SandboxClient {
  readonly #base: string;
  readonly #key: string;

  constructor(serverUrl: string, key = 'api_sandbox') {
    this.#base = `${serverUrl}/api/v1`;
    this.#key = key;
  }

  /** Every job, over all pages, newest or oldest first as the server gives them. */
  async list(): Promise<SandboxJob[]> {
    const jobs: SandboxJob[] = [];
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const answer = pageShape.parse(await this.#json('GET', `/jobs?page=${page}&limit=100`));
      jobs.push(...answer.data);
      pages = answer.pagination.pages;
    }
    return jobs;
  }

  /** One job's detail; rejects on 404. */
  async get(jobId: string): Promise<SandboxJob> {
    return detailShape.parse(await this.#json('GET', `/jobs/${jobId}`));
  }

  /** Creates a job for the file at `path` without uploading anything. `uploadUrl` is the presigned address. */
  async create(path: string, taskTypeId: number): Promise<{ jobId: string; uploadUrl: string; contentType: string }> {
    const contentType = CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';
    const sizeBytes = (await stat(path)).size;
    const inputs = [{ contentType, fileName: basename(path), sizeBytes, slotName: 'original' }];
    const body = { taskTypeId: String(taskTypeId), inputs };
    const job = createdShape.parse(await this.#json('POST', `/jobs?taskTypeId=${taskTypeId}`, body));
    const uploadUrl = job.inputs.find((input) => input.slotName === 'original')?.uploadUrl;
    if (uploadUrl === undefined) throw new Error(`the created job has no upload URL: ${JSON.stringify(job)}`);
    return { jobId: job.jobId, uploadUrl, contentType };
  }

  /** Tells the platform that the upload is complete. */
  async finalize(jobId: string): Promise<void> {
    await this.#json('POST', `/jobs/${jobId}/finalize`);
  }

  /** The whole way of a file: create, PUT, finalize. Gives the job's id. */
  async submit(path: string, taskTypeId: number): Promise<string> {
    const { jobId, uploadUrl, contentType } = await this.create(path, taskTypeId);
    const stored = await fetch(uploadUrl, { method: 'PUT', headers: { 'Content-Type': contentType }, body: await readFile(path) });
    if (!stored.ok) throw new Error(`the upload was refused: ${stored.status} ${await stored.text()}`);
    await this.finalize(jobId);
    return jobId;
  }

  /** Signed addresses of the files that storage holds for a job. */
  async inputUrls(jobId: string): Promise<string[]> {
    const { artifacts } = z.object({ artifacts: z.array(artifactShape) }).parse(await this.#json('GET', `/jobs/${jobId}`));
    return artifacts.filter((artifact) => artifact.kind === 'input').map(({ downloadUrl }) => downloadUrl);
  }

  /** The SHA-256 of each file that storage holds for a job, as 64 hexadecimal digits. */
  async inputHashes(jobId: string): Promise<string[]> {
    const urls = await this.inputUrls(jobId);
    return Promise.all(urls.map(async (url) => createHash('sha256').update(Buffer.from(await (await fetch(url)).arrayBuffer())).digest('hex')));
  }

  /** Waits, looking four times a second, until the job has this status; rejects after `limitMs`. */
  async waitFor(jobId: string, status: string, limitMs = 30_000): Promise<void> {
    const end = Date.now() + limitMs;
    for (;;) {
      const job = await this.get(jobId);
      if (job.status === status) return;
      if (Date.now() > end) throw new Error(`job ${jobId} is ${job.status}, not ${status}, after ${limitMs} ms`);
      await new Promise((resolve) => {
        setTimeout(resolve, 250);
      });
    }
  }

  /** Submits a file and waits for its verdict. Gives the job's id. */
  async finish(path: string, taskTypeId: number): Promise<string> {
    const jobId = await this.submit(path, taskTypeId);
    await this.waitFor(jobId, 'completed');
    return jobId;
  }

  /** Deletes a job; rejects when the API refuses. */
  async delete(jobId: string): Promise<void> {
    await this.#json('DELETE', `/jobs/${jobId}`);
  }

  /** Deletes every job there is; rejects on one that is being processed, since the API refuses that. */
  async deleteAll(): Promise<void> {
    for (const job of await this.list()) await this.delete(job.jobId);
  }

  async #json(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(this.#base + path, {
      method,
      headers: { Authorization: `Bearer ${this.#key}`, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  }
}
