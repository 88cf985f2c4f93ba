import type { ActionCall, ActionLog, ActionRecord } from './action-log.ts';
import { answerInWords, isUnclear } from './answer-kinds.ts';
import type { CreateJobRequest, JobsClient } from './client.ts';
import { HttpError } from './errors.ts';
import { isAlreadyFinalized, isGone } from './explain-error.ts';
import { readStanding, type Standing } from './job-standing.ts';
import type { CommandAnswer, Job } from './job.ts';
import type { KeyedMutex } from './keyed-mutex.ts';
import { JobEndedError, UnclearOutcomeError } from './unclear-outcome.ts';

/** Time as the commands see it. */
export interface CommandClock {
  /** ms epoch. */
  readonly now: () => number;
  /** Runs `callback` once after `ms`; gives back what stops it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** What the commands work with. */
export interface JobCommandsOptions {
  readonly client: JobsClient;
  readonly clock: CommandClock;
  readonly log: ActionLog;
  /** Never lets two calls for one job be under way, from whichever tab. */
  readonly mutex: KeyedMutex;
}

/** What is said of a job after a call that changed it; nothing where it is gone. */
export type CommandStatus = Pick<CommandAnswer, 'status' | 'statusWord'> | void;

/** A finalize, with what is known from before. */
export interface FinalizeCommand {
  readonly jobId: string;
  readonly itemId?: string;
  /** See `KnownOfJob`. */
  readonly openWord?: string | null;
  /** When an earlier finalize of this job was sent, ms epoch, and what came back; null when none was. */
  readonly sentBefore?: { readonly at: number; readonly answer: string } | null;
  /** A person was told what is unclear, and wants it sent all the same. */
  readonly despiteUnclear?: boolean;
  /** Called right before it is sent, and waited for: what it writes is on disk before anything is charged. A rejection stops the command. */
  readonly beforeSending?: () => Promise<void>;
}

/**
 * The one place that spends. Each command sends its call, reads the job when the answer leaves open what happened, and
 * decides; it is safe to give the same command again after any failure. Every call and its answer go to the action log.
 */
export interface JobCommands {
  /**
   * Sends a create. Throws what the client throws; when that leaves open whether there is a job, the same command with the
   * same `idempotencyKey` may be given again, and what a platform without such keys made twice has to be searched for.
   */
  create(request: CreateJobRequest, itemId: string, signal?: AbortSignal): Promise<Job>;
  /**
   * Resolves once the job is finalized, whoever did it. A slow answer is waited for while the job is read.
   * @throws {UnclearOutcomeError} when only a person can decide; {@link JobEndedError}; the platform's refusal, after which it
   * was certainly not carried out; or a passing failure, after which the same command may be given again.
   */
  finalize(command: FinalizeCommand, signal?: AbortSignal): Promise<void>;
  /**
   * Resolves once a cancel was taken, with what the answer says of the job, or what was read of it: it may have completed in the
   * meantime. Throws the platform's refusal, or a passing failure.
   */
  cancel(jobId: string, signal?: AbortSignal): Promise<CommandStatus>;
  /** Resolves once the job is gone. Throws the platform's refusal, or a passing failure. `itemId`: of the file whose job it was. */
  delete(jobId: string, signal?: AbortSignal, itemId?: string): Promise<unknown>;
  /** Sends a delete that goes on when the page closes; nobody hears of its answer. */
  deleteOnClose(jobId: string): void;
  /** Notes the bytes of a slot on their way, in the same log. Gives back what notes the answer: null for success. */
  noteUpload(jobId: string, itemId: string): (error: unknown) => void;
}

// A server that answers at all has mostly done so by then.
const SLOW_MS = 30_000;
const READ_EVERY_MS = 10_000;
const MOST_PATIENCE_MS = 180_000;
// A finalize of a tab that was closed a moment ago may still be on its way.
const UNDER_WAY_MS = 3_000;
// A replica may lag behind what was just carried out.
const READ_AGAIN_AFTER_MS = [0, 1_000, 3_000];

/** Makes the commands of a page. */
export function createJobCommands({ client, clock, log, mutex }: JobCommandsOptions): JobCommands {
  // Finalizes of this page whose outcome was never learned: given again, such a command reads first.
  const unanswered = new Map<string, { readonly at: number; readonly answer: string }>();

  function note(call: ActionCall, jobId: string | null, itemId: string | null, reference: string | null = null) {
    let record: ActionRecord = { id: `${clock.now()}-${Math.random().toString(36).slice(2)}`, call, jobId, itemId, sentAt: clock.now(), answeredAt: null, answer: null, reading: null, reference };
    log.record(record);
    return (patch: Partial<ActionRecord>) => {
      record = { ...record, answeredAt: patch.answer === undefined ? record.answeredAt : clock.now(), ...patch };
      log.record(record);
    };
  }

  async function noted<T>(call: ActionCall, jobId: string, itemId: string | null, send: () => Promise<T>): Promise<T> {
    const tell = note(call, jobId, itemId);
    try {
      const answer = await send();
      tell({ answer: 'done' });
      return answer;
    } catch (error) {
      tell({ answer: answerInWords(error) });
      throw error;
    }
  }

  /** Resolves to null on success, to the error otherwise. Ends early once reading shows that it was carried out. */
  async function sendFinalize({ jobId, openWord = null }: FinalizeCommand, signal?: AbortSignal): Promise<unknown> {
    const proven = new AbortController();
    const sending = client
      .finalizeJob(jobId, signal ? AbortSignal.any([signal, proven.signal]) : proven.signal, { timeoutMs: MOST_PATIENCE_MS })
      .then(() => null, (error: unknown) => error);
    for (let waitMs: number = SLOW_MS; ; waitMs = READ_EVERY_MS) {
      const slow = timer(clock, waitMs);
      const outcome = await Promise.race([sending.then((error) => ({ error })), slow.promise]);
      slow.cancel();
      if (outcome) return outcome.error;
      const standing = await readStanding(client, { jobId, openWord, finalizeSent: true }, signal).catch(() => null);
      if (standing?.kind !== 'finalized') continue;
      proven.abort();
      return null;
    }
  }

  async function readUntilKnown(command: FinalizeCommand, signal: AbortSignal | undefined): Promise<Standing> {
    let standing: Standing = { kind: 'open', word: '' };
    for (const waitMs of READ_AGAIN_AFTER_MS) {
      if (waitMs > 0) await timer(clock, waitMs).promise;
      standing = await readStanding(client, { jobId: command.jobId, openWord: command.openWord ?? null, finalizeSent: true }, signal);
      if (standing.kind === 'finalized') return standing;
    }
    return standing;
  }

  async function finalizeAlone(command: FinalizeCommand, signal?: AbortSignal): Promise<void> {
    const { jobId, itemId = null, openWord = null } = command;
    const before = command.sentBefore ?? unanswered.get(jobId) ?? null;
    if (before !== null) {
      const read = () => readStanding(client, { jobId, openWord, finalizeSent: true }, signal);
      let standing = await read();
      const sinceMs = Math.abs(clock.now() - before.at);
      if (standing.kind === 'open' && sinceMs < UNDER_WAY_MS) {
        await timer(clock, UNDER_WAY_MS - sinceMs).promise;
        standing = await read();
      }
      if (standing.kind === 'finalized') return void unanswered.delete(jobId);
      if (standing.kind === 'absent' || (standing.kind === 'unclear' && !command.despiteUnclear)) throw unclear(command, before, standing);
    }
    await command.beforeSending?.();
    signal?.throwIfAborted();
    const sent = { at: clock.now(), answer: 'no answer yet' };
    unanswered.set(jobId, sent);
    const tell = note('finalize', jobId, itemId);
    const error = await sendFinalize(command, signal);
    const answer = error === null ? 'done' : answerInWords(error);
    tell({ answer });
    if (error === null || isAlreadyFinalized(error)) return void unanswered.delete(jobId);
    unanswered.set(jobId, { ...sent, answer });
    signal?.throwIfAborted();
    const isAmbiguous = error instanceof HttpError && [400, 404, 409, 410, 422].includes(error.status);
    if (!isUnclear(error) && !isAmbiguous) {
      unanswered.delete(jobId);
      throw error;
    }
    const standing = await readUntilKnown(command, signal).catch((cause: unknown) => {
      signal?.throwIfAborted();
      // What could not be read is read by the next attempt; the answer to the call itself tells more.
      if (isUnclear(cause)) throw isUnclear(error) ? error : cause;
      throw cause;
    });
    const saysFinalized = error instanceof HttpError && /finali[sz]ed/i.test(`${error.code} ${error.message}`);
    const outcome = standing.kind === 'unclear' && saysFinalized ? 'finalized' : standing.kind;
    tell({ reading: `the job is ${standing.word}` });
    if (outcome === 'finalized') return void unanswered.delete(jobId);
    if (outcome === 'open' && !saysFinalized) {
      if (!isUnclear(error)) unanswered.delete(jobId);
      throw error;
    }
    throw unclear(command, { ...sent, answer }, standing);
  }

  /** Sends a call that costs nothing when it is carried out twice, and reads the job when the answer is not enough. */
  async function sendAndRead(call: 'cancel' | 'delete', jobId: string, itemId: string | null, signal: AbortSignal | undefined, isDone: (read: Job | 'gone') => boolean): Promise<CommandStatus> {
    try {
      return await noted(call, jobId, itemId, async () => (call === 'cancel' ? client.cancelJob(jobId, signal) : client.deleteJob(jobId, signal)));
    } catch (error) {
      signal?.throwIfAborted();
      if (isGone(error) && isDone('gone')) return;
      const mayBeDone = isUnclear(error) || (error instanceof HttpError && [400, 404, 409, 422].includes(error.status));
      if (!mayBeDone) throw error;
      const read = await client.getJob(jobId, signal).catch((cause: unknown) => {
        if (isGone(cause)) return 'gone' as const;
        throw error;
      });
      if (!isDone(read)) throw error;
      return read === 'gone' ? undefined : read;
    }
  }

  return {
    async create(request, itemId, signal) {
      const tell = note('create', null, itemId, request.externalReference ?? null);
      try {
        const job = await client.createJob(request, signal);
        tell({ jobId: job.id, answer: 'done' });
        return job;
      } catch (error) {
        tell({ answer: answerInWords(error) });
        throw error;
      }
    },
    finalize: (command, signal) => mutex(command.jobId, () => finalizeAlone(command, signal)),
    cancel: (jobId, signal) => mutex(jobId, () => sendAndRead('cancel', jobId, null, signal, (read) => read !== 'gone' && read.status === 'cancelled')),
    delete: (jobId, signal, itemId) =>
      mutex(jobId, () => sendAndRead('delete', jobId, itemId ?? null, signal, (read) => read === 'gone' || read.status === 'deleted')),
    deleteOnClose(jobId) {
      note('delete', jobId, null);
      void client.deleteJob(jobId, undefined, { keepalive: true }).catch(() => undefined);
    },
    noteUpload(jobId, itemId) {
      const tell = note('upload', jobId, itemId);
      return (error) => tell({ answer: error === null ? 'done' : answerInWords(error) });
    },
  };
}

function unclear({ jobId }: FinalizeCommand, sent: { readonly at: number; readonly answer: string }, { kind, word }: Standing): Error {
  if (kind === 'ended') return new JobEndedError(word);
  return new UnclearOutcomeError({
    call: 'finalize', jobId, sentAt: sent.at, answer: sent.answer,
    reading: kind === 'absent' ? 'the platform says that the job does not exist' : `the platform says “${word}” of the job`,
    choice: kind === 'absent' ? 'fresh-job' : 'send-again',
  });
}

function timer(clock: CommandClock, ms: number): { readonly promise: Promise<null>; readonly cancel: () => void } {
  const { promise, resolve } = Promise.withResolvers<null>();
  const cancel = clock.after(ms, () => resolve(null));
  return { promise, cancel };
}
