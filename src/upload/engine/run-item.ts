import type { InputDeclaration, JobReads } from '#src/jobs-api/client.ts';
import { answerInWords, isUnclear } from '#src/jobs-api/answer-kinds.ts';
import { HttpError, ProtocolError } from '#src/jobs-api/errors.ts';
import { faceCheckParameters } from '#src/jobs-api/face-checks.ts';
import type { JobCommands } from '#src/jobs-api/job-commands.ts';
import { readStanding, type Standing } from '#src/jobs-api/job-standing.ts';
import type { Job } from '#src/jobs-api/job.ts';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { ORIGINAL_SLOT, REFERENCE_SLOT } from '#src/jobs-api/task-types.ts';
import { JobEndedError, UnclearOutcomeError } from '#src/jobs-api/unclear-outcome.ts';
import { randomId } from '#src/lib/random-id.ts';
import { FreshJobsUsedUpError, MOST_FRESH_JOBS, mayHaveHappened } from '../model/fresh-jobs.ts';
import { hasFaceChecks, usesReference, type SlotName, type UploadItem, type UploadJob, type UploadSlot, type UploadState } from '../model/item.ts';
import type { afterFailure } from '../model/failure-policy.ts';
import { isStored } from './is-stored.ts';
import { lostCreatesOf, withLeftovers } from './leftovers.ts';
import { UnknownSlotError, UploadUrlExpiredError } from '../model/transfer-error.ts';
import type { Transfer } from './transfer.ts';

/** What working on one item needs of the engine. */
export interface ItemContext {
  readonly api: JobReads;
  readonly commands: JobCommands;
  readonly transfer: Transfer;
  /** Aborts when a person pauses or removes the item: cuts a transfer, but lets an API call answer first. */
  readonly interrupted: AbortSignal;
  /** Aborts when the engine stops: cuts everything. */
  readonly stopped: AbortSignal;
  readonly now: () => number;
  /** The item as it stands. */
  readonly item: () => UploadItem;
  /** Notes what is about to be sent. Resolves once it is on disk; undone, and throws `UnsavedError`, when it cannot be: then nothing may be sent. */
  readonly intend: (patch: Partial<UploadItem>) => Promise<void>;
  /** Changes the item. Resolves once the change is on disk; throws `UnsavedError`, with the change kept, when it cannot be written. */
  readonly change: (patch: Partial<UploadItem>) => Promise<void>;
  /** Changes the item, and writes it soon: for what the platform tells again after a crash. */
  readonly changeSoon: (patch: Partial<UploadItem>) => void;
  /**
   * Shows a step that need not be on disk: after a crash, the job itself tells where it stands.
   * Throws the reason once the item was interrupted, so that no step begins after that.
   */
  readonly show: (state: UploadState) => void;
  /** The bytes of a slot. Throws `BytesMissingError`. */
  readonly bytes: (slot: SlotName) => Promise<Blob>;
  readonly onProgress: (slot: SlotName, sentBytes: number) => void;
  readonly wait: (ms: number) => Promise<void>;
  /** Runs `work` while no other item of the same type, name and size creates or looks for orphans. */
  readonly withLock: <T>(work: () => Promise<T>) => Promise<T>;
  /** All items of the queue, this one included. */
  readonly items: () => Iterable<UploadItem>;
}

/** What the engine does with one item; loaded when there is one. */
export interface UploadSteps {
  readonly runItem: (context: ItemContext) => Promise<void>;
  readonly discardItem: (context: ItemContext) => Promise<void>;
  readonly lookForLeftovers: (context: ItemContext) => Promise<void>;
  readonly afterFailure: typeof afterFailure;
}

/** Takes a look for what the platform holds of an item that nobody will use; seldom needed, so its code comes when it is. */
export async function lookForLeftovers(context: ItemContext): Promise<void> {
  await (await import('./look-for-leftovers.ts')).lookForLeftovers(context);
}

/**
 * Takes an item from wherever it stands to a finalized job: asks where its job stands, creates one if there is none,
 * sends the bytes that are missing, finalizes. Whatever could not be found out again is on disk before the next step, so
 * that it can be interrupted anywhere and run again. Throws whatever stopped it; the item then stands where it stood.
 */
export async function runItem(context: ItemContext): Promise<void> {
  await settleOldDoubt(context);
  const standing = await standingOf(context);
  if (standing === 'absent') await createJob(context);
  await giveUpStaleJob(context);
  if (standing !== 'finalized') {
    await uploadSlots(context);
    await finalize(context);
  }
  const { job, times } = context.item();
  if (job === null) throw new ProtocolError('The job went away while it was worked on.', null);
  context.show({ status: 'submitted', jobId: job.id });
  context.changeSoon({
    times: { ...times, finalized: times.finalized ?? context.now() },
    attempts: 0,
  });
}

/**
 * Makes the platform forget everything of an item that was taken off the list, unless it is already paid for. The item is to be
 * kept as long as it has leftovers: its state tells when to go on.
 */
export async function discardItem(context: ItemContext): Promise<void> {
  const { item, change, now } = context;
  await giveUpStaleJob(context);
  const { job } = item();
  if (job !== null && job.finalizeAskedAt === null) {
    const isOpen = (await askStanding(context, job)).kind === 'open';
    await change({ job: null, ...withLeftovers(item(), { jobIds: isOpen ? [job.id] : [] }, now()) });
  }
  if (item().createAskedAt !== null) await change({ createAskedAt: null, createAsks: [], ...withLeftovers(item(), { creates: lostCreatesOf(item()) }, now()) });
  await lookForLeftovers(context);
  const { leftovers } = item();
  if (leftovers) await change({ state: { status: 'removing', from: leftovers.from, retryAt: leftovers.until } });
}

/** Where the item's job stands, as far as work can go on from there. Throws what only a person can decide. */
async function standingOf(context: ItemContext): Promise<'absent' | 'open' | 'finalized'> {
  const { job, decision, renewals } = context.item();
  if (job === null) return 'absent';
  const { kind, word } = await askStanding(context, job);
  if (kind === 'finalized') return kind;
  if (kind === 'ended') throw new JobEndedError(word);
  const isDecided = decision?.jobId === job.id && decision.choice === (kind === 'absent' ? 'fresh-job' : 'send-again');
  if (job.finalizeAskedAt !== null && kind !== 'open' && !isDecided) {
    const reading = kind === 'absent' ? 'the platform says that the job does not exist' : `the platform says “${word}” of the job`;
    throw new UnclearOutcomeError({ call: 'finalize', jobId: job.id, sentAt: job.finalizeAskedAt, answer: job.finalizeAnswer ?? 'no answer that outlived the page', reading, choice: kind === 'absent' ? 'fresh-job' : 'send-again' });
  }
  if (kind !== 'absent') return 'open';
  if (renewals >= MOST_FRESH_JOBS) throw new FreshJobsUsedUpError('Too many fresh jobs.');
  await giveUpStaleJob(context);
  // A replica that lags may only not know the job yet: it is deleted all the same once the next one is there.
  await context.change({ job: null, createKey: null, decision: null, renewals: renewals + 1, staleJobId: job.finalizeAskedAt === null ? job.id : null });
  return kind;
}

function askStanding({ api, stopped }: ItemContext, { id, openWord, finalizeAskedAt }: UploadJob): Promise<Standing> {
  return readStanding(api, { jobId: id, openWord, finalizeSent: finalizeAskedAt !== null }, stopped);
}

/** Leaves a job that expired to be deleted: nothing waits for that. */
async function giveUpStaleJob({ item, change, now }: ItemContext): Promise<void> {
  const { staleJobId, job } = item();
  if (staleJobId === null) return;
  // A replayed create answers the same job with fresh addresses: then it is not stale any more.
  const jobIds = job?.id === staleJobId ? [] : [staleJobId];
  await change({ staleJobId: null, ...withLeftovers(item(), { jobIds }, now()) });
}

/** An earlier version kept the creates in doubt beside the job until they were looked for. */
async function settleOldDoubt({ item, change, now }: ItemContext): Promise<void> {
  if (item().job === null || item().createAskedAt === null) return;
  await change({ createAskedAt: null, createAsks: [], ...withLeftovers(item(), { creates: lostCreatesOf(item()) }, now()) });
}

// Pages that ask for the platform's time right now.
const askingForTime = new WeakMap<JobReads, Promise<void>>();

/** Sees to it that the platform's time is known: a create is looked for by when it was sent. Throws when no answer comes at all. */
async function learnTime(api: JobReads, stopped: AbortSignal): Promise<void> {
  if (api.clockOffset() !== null) return;
  const ask = async () => {
    try {
      await api.listJobs({ page: 1, limit: 1 }, stopped);
    } catch (error) {
      // A refusal tells the time as well.
      if (!(error instanceof HttpError) && !(error instanceof ProtocolError)) throw error;
    }
  };
  const asking = askingForTime.get(api) ?? ask().finally(() => askingForTime.delete(api));
  askingForTime.set(api, asking);
  await asking;
}

function createJob(context: ItemContext): Promise<void> {
  return context.withLock(async () => {
    const { api, commands, now, change, intend, show, stopped } = context;
    const item = context.item();
    const type = taskTypes.find(item.taskType);
    if (type === null || type.id === null) throw new Error('The platform offers no such task type to this account. Choose another one.');
    const inputs: InputDeclaration[] = [{ ...declare(type.slotName, item), pageCount: item.format === 'pdf' ? (item.pageCount ?? undefined) : undefined }];
    if (usesReference(item) && item.reference) inputs.push(declare(REFERENCE_SLOT, item.reference));
    show({ status: 'creating' });
    await learnTime(api, stopped);
    const lost = lostCreatesOf(item);
    const isInDoubt = item.createAskedAt !== null;
    const key = item.createKey ?? randomId();
    await intend({ createKey: key, createAskedAt: item.createAskedAt ?? api.serverTime(), createAsks: [...item.createAsks, api.serverTime()] });
    let created: Job;
    try {
      created = await commands.create(
        { taskTypeId: type.id, inputs, parameters: hasFaceChecks(item) ? faceCheckParameters(item.checks) : undefined, idempotencyKey: key, externalReference: key },
        item.id, stopped,
      );
    } catch (error) {
      // The key stands for another payload (wire format, section 6.2): the next attempt takes a fresh one.
      const isKeyUsed = error instanceof HttpError && error.status === 409;
      if (!stopped.aborted && isKeyUsed) await change({ createKey: null, createAskedAt: null, createAsks: [], ...withLeftovers(context.item(), { creates: lostCreatesOf(context.item()) }, now()) });
      else if (!stopped.aborted && !isInDoubt && !mayHaveHappened(error)) await change({ createAskedAt: null, createAsks: [] });
      throw error;
    }
    // A platform without idempotency keys made one job for each time that it was asked.
    const answered = { createAskedAt: null, createAsks: [], ...withLeftovers(context.item(), { creates: lost }, now()) };
    // A replayed create answers the first job, which somebody may have ended: its word must not pass for that of an open one.
    if (['cancelled', 'failed', 'deleted'].includes(created.status)) {
      await change(answered);
      throw new JobEndedError(created.statusWord);
    }
    await change({ job: uploadJobOf(created, api.serverTime()), ...answered, times: { ...item.times, created: now() } });
  });
}

function declare(slotName: string, file: { name: string; contentType: string; sizeBytes: number }) {
  return { slotName, fileName: file.name, contentType: file.contentType, sizeBytes: file.sizeBytes };
}

// How long an upload address lives when the answer does not say (wire format, section 2).
const URL_LIFE_MS = 3_600_000;

function uploadJobOf(job: Job, serverTime: number): UploadJob {
  const slots = job.inputs.flatMap(({ slotName, uploadUrl, uploadUrlExpiresAt }) =>
    uploadUrl === null ? [] : [{ slotName, uploadUrl, expiresAt: uploadUrlExpiresAt ?? serverTime + URL_LIFE_MS, uploaded: false }]);
  // Asked again, it would say the same.
  if (slots.length === 0 && job.status === 'waiting_for_finalize') throw new UnknownSlotError('The platform names no slot for the file; not a byte was sent');
  if (slots.length === 0) throw new ProtocolError('The new job carries no upload address.', job);
  return { id: job.id, openWord: job.statusWord, finalizeAskedAt: null, finalizeAnswer: null, slots };
}

async function uploadSlots(context: ItemContext): Promise<void> {
  const { api, item, transfer, interrupted, onProgress, now } = context;
  context.show({ status: 'uploading' });
  const uploadStarted = now();
  const slots = item().job?.slots ?? [];
  const filledBy = new Map(slots.map((slot) => [slot, fileOfSlot(item(), slot.slotName)]));
  checkSlots(item(), slots, [...filledBy.values()]);
  for (const slot of slots) {
    if (slot.uploaded) continue;
    // Many megabytes would go out before storage says so.
    if (api.serverTime() >= slot.expiresAt) throw new UploadUrlExpiredError('The upload address has expired.');
    const name = filledBy.get(slot) ?? 'original';
    const file = name === 'reference' ? item().reference : item();
    const body = await context.bytes(name);
    const tell = context.commands.noteUpload(item().job?.id ?? '', item().id);
    await transfer({
      url: slot.uploadUrl,
      body,
      contentType: file?.contentType ?? body.type,
      signal: interrupted,
      onProgress: (sent) => onProgress(name, sent),
      isStored: async () => isStored(api, item().job?.id ?? '', slot.slotName, body.size, interrupted),
    }).then(() => tell(null), (error: unknown) => {
      tell(error);
      throw error;
    });
    // On disk with the finalize that follows; sent once more after a crash before that, which does no harm.
    context.changeSoon({ job: withUploaded(item().job, slot), attempts: 0, times: { ...item().times, uploadStarted, uploaded: now() } });
  }
}

/** Whose bytes a slot takes; null for one that the job was not asked to have. */
function fileOfSlot(item: UploadItem, slotName: string): SlotName | null {
  if (slotName === REFERENCE_SLOT) return usesReference(item) ? 'reference' : null;
  return slotName === ORIGINAL_SLOT || slotName === taskTypes.find(item.taskType)?.slotName ? 'original' : null;
}

/** Each file of the item needs its one slot, and each slot its file. */
function checkSlots(item: UploadItem, slots: readonly UploadSlot[], files: readonly (SlotName | null)[]): void {
  const unknown = slots.filter((_, index) => files[index] === null).map(({ slotName }) => `“${slotName}”`);
  if (unknown.length > 0) throw new UnknownSlotError(`The platform wants a file in a slot that nothing is known of here: ${unknown.join(', ')}; not a byte was sent`);
  const wanted: readonly SlotName[] = usesReference(item) ? ['original', 'reference'] : ['original'];
  const isOff = wanted.find((name) => files.filter((file) => file === name).length !== 1);
  if (isOff !== undefined) throw new UnknownSlotError(`The platform has not exactly one slot for the ${isOff === 'reference' ? 'reference image' : 'file'}; not a byte was sent`);
}

function withUploaded(job: UploadJob | null, done: UploadSlot): UploadJob | null {
  return job && { ...job, slots: job.slots.map((slot) => (slot.slotName === done.slotName ? { ...slot, uploaded: true } : slot)) };
}

async function finalize(context: ItemContext): Promise<void> {
  const { job, decision, id: itemId } = context.item();
  if (job === null) return;
  const { commands, change, intend, now, stopped } = context;
  context.show({ status: 'finalizing' });
  const sentBefore = job.finalizeAskedAt === null ? null : { at: job.finalizeAskedAt, answer: job.finalizeAnswer ?? 'no answer that outlived the page' };
  try {
    await commands.finalize({
      jobId: job.id, itemId, openWord: job.openWord, sentBefore,
      despiteUnclear: decision?.jobId === job.id && decision.choice === 'send-again',
      beforeSending: () => intend({ job: { ...job, finalizeAskedAt: now(), finalizeAnswer: null }, finalizesSent: (context.item().finalizesSent ?? 0) + 1, decision: null }),
    }, stopped);
  } catch (error) {
    stopped.throwIfAborted();
    // A clear refusal: it was certainly not carried out, and may be sent again once what was wrong is mended.
    if (error instanceof HttpError && !isUnclear(error)) await change({ job });
    else if (context.item().job?.finalizeAskedAt !== job.finalizeAskedAt && context.item().job) await change({ job: { ...job, finalizeAskedAt: context.item().job?.finalizeAskedAt ?? null, finalizeAnswer: error instanceof UnclearOutcomeError ? error.facts.answer : answerInWords(error) } });
    throw error;
  }
}
