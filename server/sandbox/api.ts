import { cancelledAnswer, createdAnswer, detailAnswer, finalizedAnswer, listAnswer } from './answers.ts';
import { authorize, identify } from './authorize.ts';
import type { Balances } from './balances.ts';
import { readCreateRequest } from './create-request.ts';
import { costOf } from './credits.ts';
import { attemptOf } from './external.ts';
import { integrationAnswer } from './integration-answer.ts';
import { problemAnswer } from './problem-answer.ts';
import { pureBrief, pureCreated, pureDetail, pureList } from './pure-answers.ts';
import { API_HEADERS, ApiProblem, insufficientBalance, jobNotFound } from './errors.ts';
import type { Finalizer } from './finalizer.ts';
import type { JobFolders } from './job-folders.ts';
import type { JobStore } from './job-store.ts';
import type { Account } from './keys.ts';
import { readListQuery } from './list-query.ts';
import type { Presigner } from './presign.ts';
import type { ArtifactName } from './artifact-files.ts';
import { readJson, refuseLongBody } from './read-json.ts';
import { type Route, routeOf } from './api-route.ts';
import { statusOf } from './schedule.ts';
import type { StoredJob } from './stored-job.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What the API works with. */
export interface ApiParts {
  readonly store: JobStore;
  readonly balances: Balances;
  readonly folders: JobFolders;
  readonly presigner: Presigner;
  readonly finalizer: Finalizer;
  readonly clock: () => number;
  /** The result of a completed job, with URLs signed now. */
  readonly resultOf: (job: StoredJob) => Promise<Readonly<Record<string, unknown>>>;
  /** The files that were made of a completed job's media. */
  readonly producedOf: (job: StoredJob) => Promise<readonly ArtifactName[]>;
  /** For keys that are not bound to one. */
  readonly vocabulary: Vocabulary;
  /** Told when nobody wants a job's result any longer: it is cancelled, or deleted and its media about to go. */
  readonly onDropped: (jobId: number) => void;
}

/** The six calls of the Jobs API (wire format, sections 2 and 3). Checks in order: header, key, route, permission, balance, body. */
export function createApi(parts: ApiParts): (request: Request) => Promise<Response> {
  return async (request) => {
    let vocabulary = parts.vocabulary;
    try {
      const account = identify(request);
      vocabulary = account.vocabulary ?? parts.vocabulary;
      const url = new URL(request.url);
      const route = routeOf(request.method, url.pathname);
      authorize(account, route, parts.balances);
      const answer = await new Calls(parts, account, vocabulary).run(route, request, url.searchParams);
      if (answer === null) return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
      const response = Response.json(answer, { headers: API_HEADERS });
      return request.method === 'HEAD' ? new Response(null, response) : response;
    } catch (error) {
      if (error instanceof ApiProblem) return problemAnswer(error, vocabulary);
      throw error;
    }
  };
}

/** The calls as one account makes them. Each gives the answer's body, null for none. */
class Calls {
  readonly #parts: ApiParts;
  readonly #account: Account;
  readonly #vocabulary: Vocabulary;

  constructor(parts: ApiParts, account: Account, vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
    this.#parts = parts;
    this.#account = account;
  }

  run(route: Route, request: Request, query: URLSearchParams): unknown {
    if (route.call !== 'create') refuseLongBody(request);
    switch (route.call) {
      case 'create':
        return this.#create(request, query);
      case 'integration':
        return this.#integration();
      case 'list':
        return this.#list(query);
      case 'get':
        return this.#get(this.#find(route.jobId));
      case 'finalize':
        return this.#finalize(this.#find(route.jobId, 400));
      case 'cancel':
        return this.#cancel(this.#find(route.jobId));
      case 'delete':
        return this.#delete(this.#find(route.jobId));
    }
  }

  async #create(request: Request, query: URLSearchParams): Promise<unknown> {
    const { store, balances, presigner, clock } = this.#parts;
    const asked = readCreateRequest(query, await readJson(request), this.#vocabulary);
    const cost = costOf(asked.taskType.slug, asked.inputs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
    const { tenant } = this.#account;
    if (balances.of(tenant) < cost) throw insufficientBalance();
    const now = clock();
    const job = store.create({ ...asked, tenant, cost }, now, attemptOf(request, asked));
    if (!job) throw new ApiProblem(409, 'IDEMPOTENCY_CONFLICT', 'This Idempotency-Key was used for another request, or its job is deleted.');
    return this.#vocabulary === 'documented' ? createdAnswer(job, now, presigner) : pureCreated(job, now, presigner, this.#vocabulary);
  }

  #integration(): unknown {
    if (this.#vocabulary !== 'current') throw new ApiProblem(404, 'NOT_FOUND', 'This key is not that of an integration.');
    return integrationAnswer(this.#account);
  }

  #list(query: URLSearchParams): unknown {
    const { page, limit, status } = readListQuery(query, this.#vocabulary);
    const now = this.#parts.clock();
    const { jobs, total } = this.#parts.store.list(this.#account.tenant, status, now, page, limit);
    return this.#vocabulary === 'documented' ? listAnswer(jobs, now, page, limit, total) : pureList(jobs, now, page, limit, total, this.#vocabulary);
  }

  async #get(job: StoredJob): Promise<unknown> {
    const { clock, presigner, resultOf, producedOf } = this.#parts;
    const now = clock();
    const result = statusOf(job, now) === 'completed' ? await resultOf(job) : null;
    if (this.#vocabulary === 'documented') return detailAnswer(job, result, now, presigner);
    return pureDetail(job, result && { result, produced: await producedOf(job) }, now, presigner, this.#vocabulary);
  }

  async #finalize(job: StoredJob): Promise<unknown> {
    const { finalizer, clock } = this.#parts;
    const queued = await finalizer.finalize(job, this.#vocabulary);
    return this.#vocabulary === 'documented' ? finalizedAnswer(queued, clock()) : pureBrief(queued, clock(), this.#vocabulary);
  }

  #cancel(job: StoredJob): unknown {
    const { store, clock, onDropped } = this.#parts;
    const now = clock();
    if (store.cancel(job, now)) {
      onDropped(job.id);
      const cancelled = { ...job, cancelledAt: now };
      return this.#vocabulary === 'documented' ? cancelledAnswer(cancelled, now) : pureBrief(cancelled, now, this.#vocabulary);
    }
    const status = statusOf(job, now);
    if (status === 'cancelled') throw new ApiProblem(422, 'INVALID_STATE', `Job ${job.id} is already cancelled.`);
    throw new ApiProblem(409, 'CONFLICT', `Job ${job.id} is ${status}: it can be cancelled only before processing starts.`);
  }

  async #delete(job: StoredJob): Promise<null> {
    const { store, folders, clock, onDropped } = this.#parts;
    if (statusOf(job, clock()) === 'processing') throw new ApiProblem(409, 'CONFLICT', `Job ${job.id} is processing: it can be deleted once that ends.`);
    store.delete(job.id);
    onDropped(job.id);
    await folders.remove(job.id);
    return null;
  }

  #find(jobId: string, missing: 400 | 404 = 404): StoredJob {
    const job = /^[1-9]\d{0,14}$/.test(jobId) ? this.#parts.store.find(Number(jobId)) : null;
    if (!job || job.tenant !== this.#account.tenant) throw jobNotFound(jobId, missing);
    return job;
  }
}
