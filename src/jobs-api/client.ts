import { HttpError, NetworkError, ProtocolError, TimeoutError, httpErrorOf } from './errors.ts';
import type { Job, JobPage, KnownJobStatus } from './job.ts';
import { readJob, readJobPage } from './normalize.ts';
import type { TaskTypeId } from './task-types.ts';

/** What is declared of a file at creation; must equal the uploaded bytes exactly (wire format, section 4). */
export interface InputDeclaration {
  readonly slotName: string;
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes. */
  readonly sizeBytes: number;
}

/** What a create call asks for. */
export interface CreateJobRequest {
  readonly taskTypeId: TaskTypeId;
  readonly inputs: readonly InputDeclaration[];
  /** Options of the task type (wire format, section 5.3); left out when undefined. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
}

/** Which part of the list is asked for. */
export interface ListJobsRequest {
  /** From 1. */
  readonly page: number;
  /** Entries a page, 1 to 100. */
  readonly limit: number;
  readonly status?: KnownJobStatus | undefined;
}

/** Settings of one client. */
export interface JobsClientOptions {
  /** Where the API lies, without a trailing slash: `/api/v1` in the browser. */
  readonly baseUrl: string;
  /** Sent as `Authorization: Bearer`; left out in the browser, whose session cookie stands for it. */
  readonly apiKey?: string;
  /** ms until an unanswered call throws {@link TimeoutError}; 30,000 unless told. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
  readonly now?: () => number;
}

/**
 * The six calls of the Jobs API (wire format, section 2) and the download of what its answers point at.
 * Each throws {@link HttpError}, {@link NetworkError}, {@link TimeoutError} or {@link ProtocolError},
 * or the signal's own reason when the caller aborts. None retries.
 */
export interface JobsClient {
  createJob(request: CreateJobRequest, signal?: AbortSignal): Promise<Job>;
  finalizeJob(jobId: string, signal?: AbortSignal): Promise<void>;
  listJobs(request: ListJobsRequest, signal?: AbortSignal): Promise<JobPage>;
  getJob(jobId: string, signal?: AbortSignal): Promise<Job>;
  cancelJob(jobId: string, signal?: AbortSignal): Promise<void>;
  deleteJob(jobId: string, signal?: AbortSignal): Promise<void>;
  /** Fetches a signed address without any credential. */
  downloadArtifact(url: string, signal?: AbortSignal): Promise<Response>;
  /** The platform's time, ms epoch, to the second: this clock corrected by the `Date` of the last answer. */
  serverTime(): number;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/** Makes a client; see {@link JobsClient}. */
export function createJobsClient(options: JobsClientOptions): JobsClient {
  const { baseUrl, apiKey, timeoutMs = DEFAULT_TIMEOUT_MS, now = Date.now } = options;
  // Called through a wrapper, because window.fetch refuses any other `this` and tests replace it late.
  const doFetch: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));

  let clockOffsetMs = 0;

  async function send(url: string, init: RequestInit, signal: AbortSignal | undefined): Promise<Response> {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await doFetch(url, { ...init, signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
      if (response.ok) return response;
      throw httpErrorOf(response.status, response.headers, await response.text(), now());
    } catch (error) {
      if (error instanceof HttpError) throw error;
      signal?.throwIfAborted();
      if (timeout.aborted) throw new TimeoutError(`No answer within ${timeoutMs / 1_000} s.`, { cause: error });
      throw new NetworkError('No answer from the server.', { cause: error });
    }
  }

  async function call(method: string, path: string, signal?: AbortSignal, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    if (apiKey !== undefined) headers['Authorization'] = `Bearer ${apiKey}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const init: RequestInit = { method, headers, credentials: 'same-origin' };
    if (body !== undefined) init.body = JSON.stringify(body);
    const response = await send(`${baseUrl}${path}`, init, signal);
    const serverDate = Date.parse(response.headers.get('date') ?? '');
    if (Number.isFinite(serverDate)) clockOffsetMs = serverDate - now();
    return response;
  }

  return {
    // The type goes in the query and in the body: each vocabulary reads its own (wire format, sections 2 and 5.1).
    async createJob({ taskTypeId, inputs, parameters }, signal) {
      const body = { taskTypeId: String(taskTypeId), inputs, ...(parameters === undefined ? {} : { parameters }) };
      return readJob(await readJson(await call('POST', `/jobs?taskTypeId=${taskTypeId}`, signal, body)));
    },
    async finalizeJob(jobId, signal) {
      await call('POST', `${jobPath(jobId)}/finalize`, signal);
    },
    async listJobs({ page, limit, status }, signal) {
      const query = new URLSearchParams({ page: String(page), limit: String(limit), ...(status ? { status } : {}) });
      return readJobPage(await readJson(await call('GET', `/jobs?${query}`, signal)), { page, limit });
    },
    async getJob(jobId, signal) {
      return readJob(await readJson(await call('GET', jobPath(jobId), signal)));
    },
    async cancelJob(jobId, signal) {
      await call('POST', `${jobPath(jobId)}/cancel`, signal);
    },
    async deleteJob(jobId, signal) {
      await call('DELETE', jobPath(jobId), signal);
    },
    downloadArtifact(url, signal) {
      return send(url, { credentials: 'omit', referrerPolicy: 'no-referrer' }, signal);
    },
    serverTime: () => now() + clockOffsetMs,
  };
}

function jobPath(jobId: string): string {
  return `/jobs/${encodeURIComponent(jobId)}`;
}

async function readJson(response: Response): Promise<unknown> {
  let body: string;
  try {
    body = await response.text();
  } catch (error) {
    throw new NetworkError('The answer was cut off.', { cause: error });
  }
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new ProtocolError('The answer is not JSON.', body.slice(0, 2_000));
  }
}
