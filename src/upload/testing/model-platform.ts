import type { JobsClient } from '#src/jobs-api/client.ts';
import { HttpError, NetworkError, TimeoutError } from '#src/jobs-api/errors.ts';
import { readStatus, type Job, type JobStatus } from '#src/jobs-api/job.ts';
import { NOTHING_SAID } from '#src/jobs-api/normalize.ts';
import { StorageError } from '../model/transfer-error.ts';
import type { Transfer } from '../engine/transfer.ts';
import { nextTask } from '#src/lib/yield-to-main.ts';

/** What goes wrong with one request. Each is a fault of the network, the platform or an ingress before it; `late` is carried out after its timeout. */
export const FAULTS = [
  'lost-request', 'lost-answer', 'refused-500', 'answered-500', 'too-many', 'url-expired',
  'page-404', 'page-410', 'page-502', 'answered-page-502', 'late', 'lagging-read', 'refused-409',
] as const;

/** One of `FAULTS`, or none. */
export type Fault = (typeof FAULTS)[number] | 'none';

/** How platforms differ. */
export interface PlatformTraits {
  /** `new`: it calls an uploaded and a finalized job by words that nobody has heard of. */
  readonly words: 'known' | 'new';
  /** Whether a create with a known `Idempotency-Key` answers the job that the first one made. */
  readonly idempotent: boolean;
  /** Whether a detail gives back the `externalReference` of the create. */
  readonly references: boolean;
  /** Entries a page of the list, whatever is asked for. */
  readonly cap: number;
  readonly order: 'newest' | 'oldest';
}

/** A job as the platform holds it. */
export interface ModelJob {
  readonly id: string;
  readonly taskTypeId: string | number;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly createdAt: number;
  status: JobStatus;
  /** The key it was created with; null when none came. */
  readonly key: string | null;
  readonly reference: string | null;
  /** When a colleague, whose job it is, finalizes it, ms epoch in the platform's time; null for a job of the engine's own. */
  readonly colleagueFinalizesAt: number | null;
  /** What a replica that lags still shows; `absent` right after the create. */
  before: JobStatus | 'absent';
  stored: boolean;
  /** How often a finalize was carried out: each one charges. */
  finalized: number;
}

/** A platform of a few lines that keeps the rules of the wire format, and fails as it is told. */
export interface ModelPlatform {
  readonly jobs: Map<string, ModelJob>;
  /** The file name of each finalize that was carried out, deleted jobs included: each one charges. */
  readonly charges: readonly string[];
  /** Somebody else of the same account ends a job that is not ended; which one, `pick` (0 to 1) tells. */
  readonly endByOther: (how: 'delete' | 'cancel', pick: number) => void;
  /** A colleague creates a job for a file of this name and of the same size, and finalizes it a minute later. */
  readonly createByColleague: (fileName: string) => void;
  /** Carries out what is due by now. */
  readonly catchUp: () => void;
  /** Answers this many of the next requests with 401: the key was rotated, and another session begins after that. */
  readonly signOut: (requests: number) => void;
  /** Finalizes sent for a job that was finalized already. */
  readonly blindFinalizes: () => number;
  readonly api: JobsClient;
  readonly transfer: Transfer;
}

const LATE_MS = 60_000;
const COLLEAGUE_MS = 60_000;

/**
 * Makes a platform.
 * @param nextFault asked before each request
 * @param serverTime ms epoch
 */
export function createModelPlatform(nextFault: () => Promise<Fault>, serverTime: () => number, { words, idempotent, references, cap, order }: PlatformTraits): ModelPlatform {
  const jobs = new Map<string, ModelJob>();
  const charges: string[] = [];
  const late: { after: number; dueAt: number; work: () => unknown }[] = [];
  // The time at which the platform carries out what it does.
  let workTime: number | null = null;
  let refusesKey = 0;
  let lastId = 0;
  let blindFinalizes = 0;

  function carryOutLate() {
    for (const call of late.splice(0)) {
      call.after -= 1;
      if (call.after > 0 && serverTime() < call.dueAt) {
        late.push(call);
        continue;
      }
      workTime = Math.min(call.dueAt, serverTime());
      refusedQuietly(call.work);
      workTime = null;
    }
    for (const job of jobs.values()) if (job.colleagueFinalizesAt !== null && job.status === 'waiting_for_finalize' && serverTime() >= job.colleagueFinalizesAt) move(job, 'queued');
  }

  /** `changes`: a create or a finalize, which may be late, or refused with 409. */
  async function request<T>(work: (fault: Fault) => T, changes = false): Promise<T> {
    const fault = await nextFault();
    carryOutLate();
    if (refusesKey > 0) {
      refusesKey -= 1;
      throw refusal(401, 'INVALID_API_KEY');
    }
    if (fault === 'refused-409' && changes) throw refusal(409, 'CONFLICT');
    if (fault === 'page-404') throw proxyPage(404);
    if (fault === 'page-410') throw proxyPage(410);
    if (fault === 'page-502') throw proxyPage(502);
    if (fault === 'late') {
      if (changes) late.push({ after: 3, dueAt: serverTime() + LATE_MS, work: () => work('none') });
      throw new TimeoutError('late');
    }
    if (fault === 'lost-request') throw new NetworkError('lost request');
    if (fault === 'refused-500') throw refusal(500, 'INTERNAL');
    if (fault === 'too-many') throw refusal(429, 'TOO_MANY_REQUESTS', 2_000);
    const answer = work(fault);
    // The answer takes its time: others see what was done before the caller hears of it.
    await nextTask();
    await nextTask();
    if (fault === 'lost-answer') throw new NetworkError('lost answer');
    if (fault === 'answered-500') throw refusal(502, 'BAD_GATEWAY');
    if (fault === 'answered-page-502') throw proxyPage(502);
    return answer;
  }

  const find = (jobId: string): ModelJob => {
    const job = jobs.get(jobId);
    if (job === undefined) throw refusal(404, 'JOB_NOT_FOUND');
    return job;
  };

  return {
    jobs,
    charges,
    endByOther(how, pick) {
      const open = [...jobs.values()].filter(({ status, colleagueFinalizesAt }) => status !== 'cancelled' && colleagueFinalizesAt === null);
      const job = open[Math.floor(pick * open.length)];
      if (job === undefined) return;
      if (how === 'delete') jobs.delete(job.id);
      else move(job, 'cancelled');
    },
    createByColleague(fileName) {
      lastId += 1;
      const createdAt = serverTime();
      jobs.set(String(lastId), {
        id: String(lastId), taskTypeId: 1, fileName, sizeBytes: 4, createdAt, status: 'waiting_for_finalize', key: null, reference: references ? 'of a colleague' : null,
        colleagueFinalizesAt: createdAt + COLLEAGUE_MS, before: 'waiting_for_finalize', stored: false, finalized: 0,
      });
    },
    catchUp: carryOutLate,
    signOut(requests) {
      refusesKey = requests;
    },
    blindFinalizes: () => blindFinalizes,
    api: {
      createJob: ({ taskTypeId, inputs, idempotencyKey = null, externalReference = null }) =>
        request(() => {
          const twin = idempotent && idempotencyKey !== null ? [...jobs.values()].find(({ key }) => key === idempotencyKey) : undefined;
          if (twin) return answerOf(twin, words, true);
          lastId += 1;
          const [input] = inputs;
          const job: ModelJob = {
            id: String(lastId), taskTypeId, fileName: input?.fileName ?? '', sizeBytes: input?.sizeBytes ?? 0,
            createdAt: workTime ?? serverTime(), colleagueFinalizesAt: null, status: 'waiting_for_finalize', key: idempotencyKey, reference: references ? externalReference : null, before: 'absent', stored: false, finalized: 0,
          };
          jobs.set(job.id, job);
          return answerOf(job, words, true);
        }, true),
      getJob: (jobId) =>
        request((fault) => {
          const job = find(jobId);
          if (fault !== 'lagging-read') return answerOf(job, words, false);
          if (job.before === 'absent') throw refusal(404, 'JOB_NOT_FOUND');
          return answerOf({ ...job, status: job.before, finalized: 0 }, words, false);
        }),
      listJobs: ({ page, limit }) =>
        request(() => {
          const all = [...jobs.values()].toSorted((a, b) => (order === 'newest' ? b.createdAt - a.createdAt : a.createdAt - b.createdAt));
          const size = Math.min(cap, limit);
          const shown = all.slice((page - 1) * size, page * size).map((job) => answerOf(job, words, false));
          return { jobs: shown, unreadable: [], page, limit, statedLimit: null, total: cap > 10 ? all.length : null };
        }),
      finalizeJob: (jobId) =>
        request(() => {
          const job = jobs.get(jobId);
          if (job && job.finalized > 0) blindFinalizes += 1;
          if (job?.status !== 'waiting_for_finalize') throw refusal(400, 'JOB_NOT_FOUND_OR_ALREADY_FINALIZED');
          if (!job.stored) throw refusal(400, 'INPUT_MISSING');
          move(job, 'queued');
          job.finalized += 1;
          charges.push(job.fileName);
          return { ...NOTHING_SAID, ...readStatus(job.status) };
        }, true),
      cancelJob: (jobId) => request(() => {
          move(find(jobId), 'cancelled');
          return { ...NOTHING_SAID, ...readStatus('cancelled') };
        }),
      deleteJob: (jobId) =>
        request(() => {
          find(jobId);
          jobs.delete(jobId);
        }),
      downloadArtifact: () => Promise.reject(new NetworkError('not here')),
      serverTime,
      clockOffset: () => 0,
    },
    async transfer({ url, body, signal, onProgress }) {
      const fault = await nextFault();
      signal.throwIfAborted();
      onProgress(body.size / 2);
      if (fault === 'url-expired') throw new StorageError(refusal(403, 'AccessDenied'));
      if (fault === 'refused-500') throw new StorageError(refusal(503, 'SlowDown'));
      if (fault === 'lost-request' || fault === 'late') throw new NetworkError('cut');
      if (fault === 'page-404' || fault === 'page-502') throw new StorageError(proxyPage(fault === 'page-404' ? 404 : 502));
      const job = jobs.get(url.slice('put:'.length));
      if (job === undefined) throw new StorageError(refusal(403, 'AccessDenied'));
      job.stored = true;
      job.before = job.status;
      if (fault === 'lost-answer' || fault === 'answered-page-502' || fault === 'answered-500') throw new NetworkError('cut');
    },
  };
}

function answerOf(job: ModelJob, words: 'known' | 'new', withUrl: boolean): Job {
  const word = words === 'new' && job.stored ? (job.finalized > 0 ? 'in line' : 'taken in') : job.status;
  return {
    id: job.id, taskTypeId: String(job.taskTypeId), taskTypeSlug: null, taskType: null, ...readStatus(word),
    createdAt: job.createdAt, updatedAt: job.createdAt, completedAt: null, cost: null, artifacts: [], result: undefined,
    inlineResult: undefined, resultUrl: null, resultProblem: null, recordFields: {}, errorMessage: null, externalReference: job.reference,
    inputs: [{
      slotName: 'original', fileName: job.fileName, sizeBytes: job.sizeBytes, contentType: 'image/jpeg',
      uploadUrl: withUrl ? `put:${job.id}` : null, uploadUrlExpiresAt: null,
    }],
  };
}

function move(job: ModelJob, status: JobStatus): void {
  job.before = job.status;
  job.status = status;
}

function refusedQuietly(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
  }
}

/** A page of an ingress, which knows nothing of jobs. */
function proxyPage(status: number): HttpError {
  return new HttpError({ status, code: null, message: `The server answered ${status}.`, retryAfterMs: null, body: '<html><body>nginx</body></html>', fromApi: false });
}

function refusal(status: number, code: string, retryAfterMs: number | null = null): HttpError {
  return new HttpError({ status, code, message: code, retryAfterMs, body: '', fromApi: true });
}
