import type { JobsClient } from '#src/jobs-api/client.ts';
import { HttpError, NetworkError, ProtocolError, TimeoutError } from '#src/jobs-api/errors.ts';
import { readStatus, type Job, type JobStatus } from '#src/jobs-api/job.ts';
import { NOTHING_SAID } from '#src/jobs-api/normalize.ts';
import { StorageError } from '../model/transfer-error.ts';
import type { Transfer } from '../engine/transfer.ts';
import { yieldToMain } from '#src/lib/yield-to-main.ts';

/**
 * What goes wrong with one request. Each is a fault of the network, the platform or an ingress before it; `page-N`: an ingress
 * answers with an HTML page and status N, `answered-` after the request was carried out; `late` is carried out after its timeout.
 */
export const FAULTS = [
  'lost-request', 'lost-answer', 'refused-500', 'answered-500', 'too-many', 'url-expired',
  'page-404', 'page-410', 'page-500', 'page-502', 'page-503', 'page-504',
  'answered-page-200', 'answered-page-404', 'answered-page-410', 'answered-page-500', 'answered-page-502', 'answered-page-503', 'answered-page-504',
  'late', 'lagging-read', 'refused-409',
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
  /** `shuffled`: another one with each page. */
  readonly order: 'newest' | 'oldest' | 'shuffled';
  /** Whether the list answers its first page whichever is asked for. */
  readonly ignoresPage?: boolean;
  /** Whether the list shows each job as it was a minute ago. */
  readonly listLags?: boolean;
}

/** What happened beside the faults, by name, so that a test can tell that it did. */
export type Occurrences = Map<string, number>;

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
  /** When that changed last, ms epoch. */
  changedAt: number;
  stored: boolean;
  /** How often a finalize was carried out: each one charges. */
  finalized: number;
  isFinalizedByOther?: boolean;
}

/** A platform of a few lines that keeps the rules of the wire format, and fails as it is told. */
export interface ModelPlatform {
  readonly jobs: Map<string, ModelJob>;
  /** The file name of each finalize of the engine that was carried out, deleted jobs included: each one charges. */
  readonly charges: readonly string[];
  /** The same of finalizes of ours that a colleague sent. */
  readonly chargesByOthers: readonly string[];
  /** Finalized jobs that were deleted by the engine. */
  readonly deletedFinalized: readonly string[];
  /** Somebody else of the same account ends a job that is not ended; which one, `pick` (0 to 1) tells. */
  readonly endByOther: (how: 'delete' | 'cancel', pick: number) => void;
  /** Somebody else of the same account finalizes a job of ours whose bytes are there, if there is one. */
  readonly finalizeByOther: (pick: number) => void;
  /**
   * A colleague creates a job for a file of this name and of the same size, and finalizes it that much later (ms), if at all.
   * `isOldClient`: without a reference, whatever the platform does with them.
   */
  readonly createByColleague: (fileName: string, finalizesAfterMs: number, isOldClient: boolean) => void;
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
const LIST_LAG_MS = 60_000;

/**
 * Makes a platform.
 * @param nextFault asked before each request
 * @param serverTime ms epoch
 * @param occurred where it notes what truly happened
 */
export function createModelPlatform(nextFault: () => Promise<Fault>, serverTime: () => number, { words, idempotent, references, cap, order, ignoresPage = false, listLags = false }: PlatformTraits, occurred: Occurrences = new Map()): ModelPlatform {
  const jobs = new Map<string, ModelJob>();
  const charges: string[] = [];
  const chargesByOthers: string[] = [];
  const deletedFinalized: string[] = [];
  // What a list that lags still shows.
  const gone: ModelJob[] = [];
  const note = (what: string) => occurred.set(what, (occurred.get(what) ?? 0) + 1);
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
    if (fault !== 'none') note(fault);
    const page = pageOf(fault);
    if (page !== null && !fault.startsWith('answered-')) throw proxyPage(page);
    if (fault === 'late') {
      if (changes) late.push({ after: 3, dueAt: serverTime() + LATE_MS, work: () => work('none') });
      throw new TimeoutError('late');
    }
    if (fault === 'lost-request') throw new NetworkError('lost request');
    if (fault === 'refused-500') throw refusal(500, 'INTERNAL');
    if (fault === 'too-many') throw refusal(429, 'TOO_MANY_REQUESTS', 2_000);
    const answer = work(fault);
    // The answer takes its time: others see what was done before the caller hears of it.
    await yieldToMain();
    await yieldToMain();
    if (fault === 'lost-answer') throw new NetworkError('lost answer');
    if (fault === 'answered-500') throw refusal(502, 'BAD_GATEWAY');
    if (page === 200) throw new ProtocolError('A page of an ingress.', '<html>');
    if (page !== null) throw proxyPage(page);
    return answer;
  }

  // The orders are the same each time.
  let shuffles = 0;
  const inOrder = (all: readonly ModelJob[]): readonly ModelJob[] => {
    if (order !== 'shuffled') return all.toSorted((a, b) => (order === 'newest' ? b.createdAt - a.createdAt : a.createdAt - b.createdAt));
    shuffles += 1;
    const place = ({ id }: ModelJob) => Math.imul(Math.imul(Number(id), 0x9e3779b1) ^ Math.imul(shuffles, 0x85ebca6b), 0xc2b2ae35) >>> 8;
    return all.toSorted((a, b) => place(a) - place(b));
  };
  const move = (job: ModelJob, status: JobStatus) => {
    job.before = job.status;
    job.changedAt = serverTime();
    job.status = status;
  };
  const remove = (job: ModelJob) => {
    jobs.delete(job.id);
    gone.push({ ...job, changedAt: serverTime() });
  };

  /** Whether the list still shows a job as it was. */
  const lags = (job: ModelJob) => listLags && serverTime() - job.changedAt < LIST_LAG_MS;

  const find = (jobId: string): ModelJob => {
    const job = jobs.get(jobId);
    if (job === undefined) throw refusal(404, 'JOB_NOT_FOUND');
    return job;
  };

  return {
    jobs,
    charges,
    chargesByOthers,
    deletedFinalized,
    endByOther(how, pick) {
      const open = [...jobs.values()].filter(({ status, colleagueFinalizesAt }) => status !== 'cancelled' && colleagueFinalizesAt === null);
      const job = open[Math.floor(pick * open.length)];
      if (job === undefined) return;
      note(`${how} by another person`);
      if (how === 'delete') remove(job);
      else move(job, 'cancelled');
    },
    finalizeByOther(pick) {
      const open = [...jobs.values()].filter(({ status, stored, colleagueFinalizesAt }) => status === 'waiting_for_finalize' && stored && colleagueFinalizesAt === null);
      const job = open[Math.floor(pick * open.length)];
      if (job === undefined) return;
      note('finalize by another person');
      move(job, 'queued');
      job.finalized += 1;
      job.isFinalizedByOther = true;
      chargesByOthers.push(job.fileName);
    },
    createByColleague(fileName, finalizesAfterMs, isOldClient) {
      lastId += 1;
      const createdAt = serverTime();
      jobs.set(String(lastId), {
        id: String(lastId), taskTypeId: 1, fileName, sizeBytes: 4, createdAt, status: 'waiting_for_finalize', key: null, reference: references && !isOldClient ? 'of a colleague' : null,
        colleagueFinalizesAt: createdAt + finalizesAfterMs, before: 'absent', changedAt: createdAt, stored: false, finalized: 0,
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
            createdAt: workTime ?? serverTime(), colleagueFinalizesAt: null, status: 'waiting_for_finalize', key: idempotencyKey, reference: references ? externalReference : null, before: 'absent', changedAt: workTime ?? serverTime(), stored: false, finalized: 0,
          };
          jobs.set(job.id, job);
          return answerOf(job, words, true);
        }, true),
      getJob: (jobId) =>
        request((fault) => {
          const job = find(jobId);
          if (fault !== 'lagging-read') return answerOf(job, words, false);
          if (job.before !== job.status) note('an old detail');
          if (job.before === 'absent') throw refusal(404, 'JOB_NOT_FOUND');
          return answerOf({ ...job, status: job.before, finalized: 0 }, words, false);
        }),
      listJobs: ({ page, limit }) =>
        request(() => {
          const known = [...jobs.values()].flatMap((job) => (!lags(job) ? [job] : job.before === 'absent' ? [] : [{ ...job, status: job.before, finalized: 0 }]));
          if (known.some((job) => jobs.get(job.id) !== job)) note('a list shows what was');
          if (known.some(({ id, finalized }) => finalized === 0 && jobs.get(id)?.isFinalizedByOther)) note('a list lags behind the finalize of another person');
          const open = known.filter(({ status }) => status === 'waiting_for_finalize');
          const isSingle = (job: ModelJob) => open.filter(({ fileName }) => fileName === job.fileName).length === 1;
          if (!references && open.some((job) => job.colleagueFinalizesAt !== null && serverTime() - job.createdAt > 300_000 && isSingle(job))) note('a single look-alike of a colleague is listed after five minutes, without references');
          const all = inOrder([...known, ...gone.filter(lags)]);
          const size = Math.min(cap, limit);
          if (order === 'shuffled' && all.length > 1) note('shuffled list');
          if (order === 'oldest' && all.length > 1) note('oldest-first list');
          if (all.length > size) note(ignoresPage ? 'capped list that ignores page' : 'capped list');
          const start = ignoresPage ? 0 : (page - 1) * size;
          const shown = all.slice(start, start + size).map((job) => answerOf(job, words, false));
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
          const job = find(jobId);
          if (job.finalized > 0) deletedFinalized.push(job.id);
          remove(job);
        }),
      downloadArtifact: () => Promise.reject(new NetworkError('not here')),
      serverTime,
      clockOffset: () => 0,
    },
    async transfer({ url, body, signal, onProgress }) {
      const fault = await nextFault();
      signal.throwIfAborted();
      onProgress(body.size / 2);
      if (fault === 'url-expired') note('an upload address refused');
      if (fault === 'url-expired') throw new StorageError(refusal(403, 'AccessDenied'));
      if (fault === 'refused-500') throw new StorageError(refusal(503, 'SlowDown'));
      if (fault === 'lost-request' || fault === 'late') throw new NetworkError('cut');
      const page = pageOf(fault);
      if (page !== null && !fault.startsWith('answered-')) throw new StorageError(proxyPage(page));
      const job = jobs.get(url.slice('put:'.length));
      if (job === undefined) throw new StorageError(refusal(403, 'AccessDenied'));
      job.stored = true;
      job.before = job.status;
      if (fault === 'lost-answer' || fault.startsWith('answered-')) throw new NetworkError('cut');
    },
  };
}

function answerOf(job: ModelJob, words: 'known' | 'new', withUrl: boolean): Job {
  // What ended says so in words that everybody knows.
  const word = words === 'new' && job.stored && job.status !== 'cancelled' ? (job.finalized > 0 ? 'in line' : 'taken in') : job.status;
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

/** The status of an ingress page; null for another fault. */
function pageOf(fault: Fault): number | null {
  const status = /page-(\d+)$/.exec(fault)?.[1];
  return status === undefined ? null : Number(status);
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
