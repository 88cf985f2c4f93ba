import { ACCOUNT_HEADER } from './account-header.ts';
import { HttpError, JobsApiError, NetworkError, ProtocolError, TimeoutError, httpErrorOf } from './errors.ts';
import type { CommandAnswer, Job, JobPage, KnownJobStatus } from './job.ts';
import { NOTHING_SAID, readCommandAnswer, readJob, readJobPage } from './normalize.ts';
import { readJsonAnswer, readShortText } from './read-answer.ts';
import { notePasses } from './relay.ts';
import type { ToldTaskType } from './told-task-type.ts';

/** What is declared of a file at creation; must equal the uploaded bytes exactly (wire format, section 4). */
export interface InputDeclaration {
  readonly slotName: string;
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes. */
  readonly sizeBytes: number;
  /** Pages of a PDF (wire format, section 6.2); left out when undefined. */
  readonly pageCount?: number | undefined;
}

/** What a create call asks for. */
export interface CreateJobRequest {
  /** As the platform gives it (wire format, section 6.1: the same type may have another id elsewhere). */
  readonly taskTypeId: string | number;
  readonly inputs: readonly InputDeclaration[];
  /** Options of the task type (wire format, section 5.3); left out when undefined. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Sent as `Idempotency-Key` (wire format, section 6.2): any stable string for one attempt at one file. A platform that knows
   * the header answers a repeated create with the same job; one that does not makes another.
   */
  readonly idempotencyKey?: string | undefined;
  /** Comes back in answers of a platform that knows it, to find the job again. */
  readonly externalReference?: string | undefined;
  readonly externalMetadata?: Readonly<Record<string, string>> | undefined;
}

/** Which part of the list is asked for. */
export interface ListJobsRequest {
  /** From 1. */
  readonly page: number;
  /** Entries a page, 1 to 100. */
  readonly limit: number;
  readonly status?: KnownJobStatus | undefined;
  /** Where the page starts, from 0, for a platform that goes by this; see `offset-pages.ts`. */
  readonly offset?: number | undefined;
}

/** Settings of one client. */
export interface JobsClientOptions {
  /** Where the API lies, without a trailing slash: `/api/v1` in the browser. */
  readonly baseUrl: string;
  /** Sent as `Authorization: Bearer`; left out in the browser, whose session cookie stands for it. */
  readonly apiKey?: string;
  /** The session's fingerprint that the caller counts on, asked for at each call; null says nothing of it. See {@link ACCOUNT_HEADER}. */
  readonly account?: () => string | null;
  /** ms until a call that is not answered in full throws {@link TimeoutError}; 30,000 unless told. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
  readonly now?: () => number;
}

/**
 * The four calls that cost credits or take something away (wire format, section 2). `job-commands.ts` alone makes them: it
 * knows what may be repeated. They throw as {@link JobReads} do. None retries.
 */
export interface JobWrites {
  createJob(request: CreateJobRequest, signal?: AbortSignal): Promise<Job>;
  /**
   * Resolves once the status says success, with what the answer says; see {@link CommandAnswer}. `timeoutMs`: how long the answer is
   * waited for, instead of the client's own limit.
   */
  finalizeJob(jobId: string, signal?: AbortSignal, options?: { readonly timeoutMs: number }): Promise<CommandAnswer>;
  /** Resolves once the status says success, with what the answer says: the job may have completed all the same. */
  cancelJob(jobId: string, signal?: AbortSignal): Promise<CommandAnswer>;
  /** `keepalive`: the request goes on when the page closes. */
  deleteJob(jobId: string, signal?: AbortSignal, options?: { readonly keepalive: boolean }): Promise<void>;
}

/**
 * The calls of the Jobs API that change nothing (wire format, section 2), and the download of what its answers point at.
 * Each throws a {@link JobsApiError}: HttpError, {@link NetworkError}, {@link TimeoutError} or {@link ProtocolError},
 * or the signal's own reason when the caller aborts. None retries.
 */
export interface JobReads {
  listJobs(request: ListJobsRequest, signal?: AbortSignal): Promise<JobPage>;
  getJob(jobId: string, signal?: AbortSignal): Promise<Job>;
  /**
   * Fetches a signed address without any credential; through this server when storage refuses this page and the server
   * offers it. The timeout is for its head, and again for each piece of its body: reading that throws a {@link TimeoutError}.
   */
  downloadArtifact(url: string, signal?: AbortSignal): Promise<Response>;
  /** The platform's time, ms epoch, to the second: this clock corrected by the `Date` of the last answer. */
  serverTime(): number;
  /** ms to be added to this clock for the platform's time; null until an answer told it. */
  clockOffset(): number | null;
}

/** All calls of the Jobs API. */
export type JobsClient = JobReads & JobWrites;

/** What can be asked of the platform beside jobs. */
export interface PlatformReads {
  /**
   * The task types that the key may run (wire format, section 6.1); empty where the platform does not say so: most keys
   * get 401, 403 or 404 there. Other failures throw as {@link JobReads} do.
   */
  offeredTaskTypes(signal?: AbortSignal): Promise<readonly ToldTaskType[]>;
}

const DEFAULT_TIMEOUT_MS = 30_000;
// How long a body is waited for that only adds to a success which the status has told already.
const COMMAND_BODY_MS = 3_000;

interface Sending {
  readonly signal?: AbortSignal | undefined;
  readonly body?: unknown;
  readonly keepalive?: boolean | undefined;
  /** ms until it is given up, instead of the client's own limit. */
  readonly patienceMs?: number | undefined;
  /** Further headers. */
  readonly more?: Readonly<Record<string, string>>;
}

/** Makes a client; see {@link JobsClient}. */
export function createJobsClient(options: JobsClientOptions): JobsClient & PlatformReads {
  const { baseUrl, apiKey, timeoutMs = DEFAULT_TIMEOUT_MS, now = Date.now } = options;
  // Called through a wrapper, because window.fetch refuses any other `this` and tests replace it late.
  const doFetch: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));

  let clockOffsetMs: number | null = null;

  async function send<T>(ask: (init: RequestInit) => Promise<Response>, init: RequestInit, signal: AbortSignal | undefined, read: (response: Response) => T | Promise<T>, patienceMs: number | null = timeoutMs): Promise<T> {
    const timeout = patienceMs === null ? null : AbortSignal.timeout(patienceMs);
    let answered = false;
    try {
      const response = await ask({ ...init, signal: AbortSignal.any([signal, timeout].filter((ending) => ending != null)) });
      answered = true;
      if (response.ok) return await read(response);
      // The status counts even when the body that explains it is cut off.
      const body = await Promise.race([readShortText(response).catch(() => ''), after(timeoutMs, '')]);
      signal?.throwIfAborted();
      throw httpErrorOf(response.status, response.headers, body, now());
    } catch (error) {
      if (error instanceof JobsApiError) throw error;
      signal?.throwIfAborted();
      if (timeout?.aborted) throw new TimeoutError(`No full answer within ${Number(patienceMs) / 1_000} s.`, { cause: error });
      throw new NetworkError(answered ? 'The answer was cut off.' : 'No answer from the server.', { cause: error });
    }
  }

  async function call<T>(method: string, path: string, read: (response: Response) => T | Promise<T>, { signal, body, keepalive = false, more = {}, patienceMs = timeoutMs }: Sending = {}): Promise<T> {
    const headers: Record<string, string> = { Accept: 'application/json', ...more };
    if (apiKey !== undefined) headers['Authorization'] = `Bearer ${apiKey}`;
    const account = options.account?.() ?? null;
    if (account !== null) headers[ACCOUNT_HEADER] = account;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    // A platform may let its answers be kept for a while: a job would stay queued for as long.
    const init: RequestInit = { method, headers, credentials: 'same-origin', keepalive, cache: 'no-store' };
    if (body !== undefined) init.body = JSON.stringify(body);
    return send(
      async (asked) => {
        const response = await doFetch(`${baseUrl}${path}`, asked);
        const serverDate = Date.parse(response.headers.get('date') ?? '');
        if (Number.isFinite(serverDate)) clockOffsetMs = serverDate - now();
        return response;
      },
      init, signal, read, patienceMs,
    );
  }

  return {
    // The type goes in the query and in the body: each vocabulary reads its own (wire format, sections 2 and 5.1).
    async createJob({ taskTypeId, idempotencyKey, ...asked }, signal) {
      // What is undefined is left out of the JSON.
      const body = { taskTypeId: String(taskTypeId), ...asked };
      const more: Record<string, string> = idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey };
      return readJob(await call('POST', `/jobs?taskTypeId=${encodeURIComponent(taskTypeId)}`, readJson, { signal, body, more }));
    },
    async finalizeJob(jobId, signal, waiting) {
      return call('POST', `${jobPath(jobId)}/finalize`, readCommand, { signal, patienceMs: waiting?.timeoutMs });
    },
    // Each vocabulary has its own name for the entries a page (wire format, sections 2 and 6.4).
    async listJobs({ page, limit, status, offset }, signal) {
      const query = `page=${page}&limit=${limit}&pageSize=${limit}${status ? `&status=${status}` : ''}${offset === undefined ? '' : `&offset=${offset}`}`;
      return readJobPage(await call('GET', `/jobs?${query}`, readJson, { signal }), { page, limit });
    },
    async getJob(jobId, signal) {
      return readJob(await call('GET', jobPath(jobId), readJson, { signal }));
    },
    async offeredTaskTypes(signal) {
      try {
        const { readOfferedTypes } = await import('./offered-types.ts');
        return readOfferedTypes(await call('GET', '/integrations/current', readJson, { signal }));
      } catch (error) {
        if (error instanceof HttpError && [401, 403, 404].includes(error.status)) return [];
        throw error;
      }
    },
    async cancelJob(jobId, signal) {
      return call('POST', `${jobPath(jobId)}/cancel`, readCommand, { signal });
    },
    async deleteJob(jobId, signal, sending) {
      await call('DELETE', jobPath(jobId), ignoreBody, { signal, keepalive: sending?.keepalive });
    },
    downloadArtifact(url, signal) {
      const limits = { headersMs: timeoutMs, idleMs: timeoutMs };
      // No page needs it for its first paint.
      const ask = async (init: RequestInit) => (await import('./fetch-from-storage.ts')).fetchFromStorage(url, init, doFetch, limits);
      return send(ask, {}, signal, (response) => response, null);
    },
    serverTime: () => now() + (clockOffsetMs ?? 0),
    clockOffset: () => clockOffsetMs,
  };
}

/** @throws ProtocolError for an id that a browser would take out of the path: what is meant for a job would reach the list. */
function jobPath(jobId: string): string {
  if (/^\.{0,2}$/.test(jobId)) throw new ProtocolError('The job has an id that no address can name.', jobId);
  return `/jobs/${encodeURIComponent(jobId)}`;
}

async function readJson(response: Response): Promise<unknown> {
  const answer = await readJsonAnswer(response);
  notePasses(answer);
  return answer;
}

// Success is said by the status alone: a finalize whose body is cut off, late or no JSON has still been carried out.
async function readCommand(response: Response): Promise<CommandAnswer> {
  const said: unknown = await Promise.race([readJsonAnswer(response).catch(() => null), after(COMMAND_BODY_MS, null)]);
  return said === null ? NOTHING_SAID : readCommandAnswer(said);
}

// It is read all the same: until then the browser keeps the request open.
function ignoreBody(response: Response): void {
  void readShortText(response).catch(() => undefined);
}

function after<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms, value);
  });
}
