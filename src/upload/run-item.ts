import type { JobsClient } from '#src/jobs-api/client.ts';
import { HttpError, ProtocolError } from '#src/jobs-api/errors.ts';
import { faceCheckParameters } from '#src/jobs-api/face-checks.ts';
import type { Job } from '#src/jobs-api/job.ts';
import { ORIGINAL_SLOT, REFERENCE_SLOT } from '#src/jobs-api/task-types.ts';
import { mayHaveHappened } from './failure.ts';
import { usesReference, type SlotName, type UploadItem, type UploadJob, type UploadSlot, type UploadState } from './item.ts';
import { deleteIfPossible, removeOrphans } from './orphans.ts';
import { JobEndedError, UnclearStandingError, askStanding } from './standing.ts';
import { UploadUrlExpiredError } from './storage-error.ts';
import type { Transfer } from './transfer.ts';

/** What working on one item needs of the engine. */
export interface ItemContext {
  readonly api: JobsClient;
  readonly transfer: Transfer;
  /** Aborts when a person pauses or removes the item: cuts a transfer, but lets an API call answer first. */
  readonly interrupted: AbortSignal;
  /** Aborts when the engine stops: cuts everything. */
  readonly stopped: AbortSignal;
  readonly now: () => number;
  /** The item as it stands. */
  readonly item: () => UploadItem;
  /** Changes the item. Resolves once the change is on disk. */
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
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  /** The jobs of all other items. */
  readonly knownJobIds: () => ReadonlySet<string>;
}

/**
 * Takes an item from wherever it stands to a finalized job: asks where its job stands, creates one if there is none,
 * sends the bytes that are missing, finalizes. Whatever could not be found out again is on disk before the next step, so
 * that it can be interrupted anywhere and run again. Throws whatever stopped it; the item then stands where it stood.
 */
export async function runItem(context: ItemContext): Promise<void> {
  await removeStaleJob(context);
  const standing = await standingOf(context);
  if (standing === 'absent') await createJob(context);
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

/** Makes the platform forget everything of an item that was taken off the list, unless it is already paid for. */
export async function discardItem(context: ItemContext): Promise<void> {
  await removeStaleJob(context);
  const { job } = context.item();
  if (job !== null && (await askStanding(context.api, job, context.stopped)).kind === 'open') await deleteIfPossible(context.api, job.id, context.stopped);
  await context.alone(() => settleDoubtfulCreate(context));
}

// A finalize of a tab that was closed a moment ago may still be on its way; a second one beside it might charge again.
const UNDER_WAY_MS = 3_000;

/** Where the item's job stands, as far as work can go on from there. Throws what only a person can decide. */
async function standingOf(context: ItemContext): Promise<'absent' | 'open' | 'finalized'> {
  const { job } = context.item();
  if (job === null) return 'absent';
  let { kind, word } = await askStanding(context.api, job, context.stopped);
  const sinceAsked = job.finalizeAskedAt === null ? Infinity : Math.abs(context.now() - job.finalizeAskedAt);
  if (kind === 'open' && sinceAsked < UNDER_WAY_MS) {
    await context.wait(UNDER_WAY_MS - sinceAsked);
    ({ kind, word } = await askStanding(context.api, job, context.stopped));
  }
  if (kind === 'ended') throw new JobEndedError(word);
  if (kind === 'unclear') throw new UnclearStandingError(word);
  if (kind === 'absent') await context.change({ job: null });
  return kind;
}

async function removeStaleJob(context: ItemContext): Promise<void> {
  const { staleJobId } = context.item();
  if (staleJobId === null) return;
  await deleteIfPossible(context.api, staleJobId, context.stopped);
  await context.change({ staleJobId: null });
}

async function settleDoubtfulCreate({ api, item, change, knownJobIds, stopped }: ItemContext): Promise<void> {
  const askedAt = item().createAskedAt;
  if (askedAt === null) return;
  await removeOrphans({ api, item: item(), askedAt, knownJobIds: knownJobIds(), signal: stopped });
  await change({ createAskedAt: null });
}

function createJob(context: ItemContext): Promise<void> {
  return context.alone(async () => {
    await settleDoubtfulCreate(context);
    const { api, now, change, show, stopped } = context;
    const item = context.item();
    if (item.taskTypeId === null) throw new Error('A file without a task type cannot be sent.');
    const inputs = [declare(ORIGINAL_SLOT, item)];
    if (usesReference(item) && item.reference) inputs.push(declare(REFERENCE_SLOT, item.reference));
    show({ status: 'creating' });
    await change({ createAskedAt: api.serverTime() });
    let created: Job;
    try {
      created = await api.createJob(
        { taskTypeId: item.taskTypeId, inputs, parameters: item.taskTypeId === 8 ? faceCheckParameters(item.checks) : undefined },
        stopped,
      );
    } catch (error) {
      if (!stopped.aborted && !mayHaveHappened(error)) await change({ createAskedAt: null });
      throw error;
    }
    await change({
      job: uploadJobOf(created, api.serverTime()),
      createAskedAt: null,
      times: { ...item.times, created: now() },
    });
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
  if (slots.length === 0) throw new ProtocolError('The new job carries no upload address.', job);
  return { id: job.id, openWord: job.statusWord, finalizeAskedAt: null, slots };
}

async function uploadSlots(context: ItemContext): Promise<void> {
  const { api, item, transfer, interrupted, onProgress, now } = context;
  context.show({ status: 'uploading' });
  const uploadStarted = now();
  for (const slot of item().job?.slots ?? []) {
    if (slot.uploaded) continue;
    // Many megabytes would go out before storage says so.
    if (api.serverTime() >= slot.expiresAt) throw new UploadUrlExpiredError('The upload address has expired.');
    const name: SlotName = slot.slotName === REFERENCE_SLOT ? 'reference' : 'original';
    const file = name === 'reference' ? item().reference : item();
    const body = await context.bytes(name);
    await transfer({
      url: slot.uploadUrl,
      body,
      contentType: file?.contentType ?? body.type,
      signal: interrupted,
      onProgress: (sent) => onProgress(name, sent),
    });
    // On disk with the finalize that follows; sent once more after a crash before that, which does no harm.
    context.changeSoon({ job: withUploaded(item().job, slot), attempts: 0, times: { ...item().times, uploadStarted, uploaded: now() } });
  }
}

function withUploaded(job: UploadJob | null, done: UploadSlot): UploadJob | null {
  return job && { ...job, slots: job.slots.map((slot) => (slot.slotName === done.slotName ? { ...slot, uploaded: true } : slot)) };
}

async function finalize(context: ItemContext): Promise<void> {
  const { job } = context.item();
  if (job === null) return;
  context.show({ status: 'finalizing' });
  const asked = { ...job, finalizeAskedAt: context.now() };
  await context.change({ job: asked });
  try {
    await context.api.finalizeJob(job.id, context.stopped);
  } catch (error) {
    // "Not found or already finalized" is one answer (wire format, section 2): only the job itself can tell.
    const unclear = error instanceof HttpError && (error.status === 400 || error.status === 404 || error.status === 409 || error.status === 422);
    if (!unclear) throw error;
    const { kind } = await askStanding(context.api, asked, context.stopped);
    // One that is there under a new word is what the answer says it is.
    if (kind !== 'finalized' && !(kind === 'unclear' && /finali[sz]ed/i.test(`${error.code} ${error.message}`))) throw error;
  }
}
