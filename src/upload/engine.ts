import { createStore } from 'zustand/vanilla';
import type { JobsClient } from '#src/jobs-api/client.ts';
import { afterFailure } from './after-failure.ts';
import { createBytesKeeper } from './bytes-keeper.ts';
import type { Clock } from './clock.ts';
import { createConcurrency } from './concurrency.ts';
import { createExclusive } from './exclusive.ts';
import { isReadyToSend } from './item-problem.ts';
import { isInProgress, needsBytes, type UploadItem } from './item.ts';
import { createProgressBoard, type Progress } from './progress-board.ts';
import { EMPTY_QUEUE, afterRestart, holdFor, withItems, withoutItems, type QueueState } from './queue-state.ts';
import { evidenceOf } from './evidence.ts';
import type { Hasher } from './hasher.ts';
import type { UploadCommand, UploadQueue } from './queue.ts';
import type { QueueStorage } from './queue-storage.ts';
import { discardItem, runItem, type ItemContext } from './run-item.ts';
import type { StagedFile } from './stage-files.ts';
import type { Transfer } from './transfer.ts';

/** What an engine works with; all of it injected. */
export interface UploadEngineOptions {
  readonly api: JobsClient;
  readonly transfer: Transfer;
  readonly storage: QueueStorage;
  readonly clock: Clock;
  readonly hash: Hasher;
  /** Between 0 and 1; spreads retries. */
  readonly random?: () => number;
}

const MEASURE_EVERY_MS = 3_000;

/** Makes the engine and reads the queue from disk; work that was under way goes on by itself. */
export function createUploadEngine(options: UploadEngineOptions): UploadQueue {
  const { api, transfer, storage, clock, hash, random = Math.random } = options;
  const state = createStore<QueueState>(() => EMPTY_QUEUE);
  const stopping = new AbortController();
  const running = new Map<string, AbortController>();
  const alone = createExclusive();
  const concurrency = createConcurrency();
  const board = createProgressBoard(clock, onProgress);
  const keeper = createBytesKeeper(storage, (itemId) => warnUncopied([itemId]));
  let cancelWakeUp: (() => void) | null = null;
  let measuredAt = 0;

  const get = (itemId: string): UploadItem | undefined => state.getState().items[itemId];
  const put = (items: readonly UploadItem[]) => state.setState((current) => withItems(current, items));

  // A disk that fails must not stop an upload: the page says that the items would not outlive it, and goes on.
  async function save(items: readonly UploadItem[]): Promise<void> {
    put(items);
    try {
      await storage.save(items);
    } catch {
      warnUncopied(items.map((item) => item.id));
    }
  }

  function forget(itemIds: readonly string[]): void {
    keeper.forget(itemIds);
    state.setState((current) => withoutItems(current, itemIds));
    // What stays on disk for want of a working disk is taken off again at the next start.
    void storage.remove(itemIds).catch(() => undefined);
  }

  function warnUncopied(itemIds: readonly string[]): void {
    state.setState(({ uncopied }) => ({ uncopied: [...new Set([...uncopied, ...itemIds])] }));
  }

  function onProgress(progress: Progress): void {
    state.setState(progress);
    const now = clock.now();
    // Only a line that is used to its limit tells whether another limit would be better.
    if (progress.bytesPerSecond === null || running.size < concurrency.limit() || now - measuredAt < MEASURE_EVERY_MS) return;
    measuredAt = now;
    concurrency.measured(progress.bytesPerSecond);
    pump();
  }

  function contextFor(itemId: string, interrupted: AbortSignal): ItemContext {
    const item = () => {
      const current = get(itemId);
      if (current === undefined) throw new Error('The item is not in the queue any more.');
      return current;
    };
    return {
      api,
      transfer,
      interrupted,
      stopped: stopping.signal,
      now: clock.now,
      item,
      change(patch) {
        stopping.signal.throwIfAborted();
        return save([{ ...item(), ...patch }]);
      },
      show(next) {
        interrupted.throwIfAborted();
        put([{ ...item(), state: next }]);
      },
      bytes: (slot) => keeper.read(itemId, slot),
      onProgress: (slot, sentBytes) => board.report(itemId, slot, sentBytes),
      alone: (work) => alone(`${item().taskTypeId}/${item().sizeBytes}/${item().name}`, work),
      knownJobIds: () => new Set(Object.values(state.getState().items).flatMap((other) => (other.id !== itemId && other.job ? [other.job.id] : []))),
    };
  }

  async function workOn(itemId: string, interrupted: AbortSignal): Promise<void> {
    const context = contextFor(itemId, interrupted);
    const discarding = get(itemId)?.state.status === 'removing';
    try {
      await (discarding ? discardItem(context) : runItem(context));
    } catch (error) {
      // A stop leaves everything as it is on disk; a pause or a removal has set the state already.
      const item = get(itemId);
      if (interrupted.aborted || item === undefined) return;
      const { item: next, hold } = afterFailure(item, error, { now: clock.now(), random: random(), online: state.getState().online });
      if (next.attempts > item.attempts) concurrency.failed();
      if (hold) state.setState({ hold: holdFor(hold, error) });
      await save([next]);
      return;
    }
    if (discarding) {
      forget([itemId]);
      return;
    }
    await keepEvidence(itemId);
    void keepMedia(itemId);
  }

  async function keepMedia(itemId: string): Promise<void> {
    const item = get(itemId);
    await keeper.release(itemId);
    if (item?.state.status !== 'submitted' || stopping.signal.aborted) return;
    // Nothing is lost without it: the file was sent.
    await storage.keepMedia({ jobId: item.state.jobId, item, now: clock.now() }).catch(() => undefined);
  }

  async function keepEvidence(itemId: string): Promise<void> {
    const item = get(itemId);
    const evidence = item && evidenceOf(item);
    if (evidence) await storage.saveEvidence(evidence).catch(() => warnUncopied([itemId]));
  }

  /** Fingerprints an item's bytes, and notes the job that the same bytes went into before. */
  async function fingerprint(itemId: string): Promise<void> {
    const bytes = await keeper.peek(itemId, 'original').catch(() => null);
    const sha256 = bytes && (await hash(bytes));
    if (sha256 === null || stopping.signal.aborted) return;
    const earlier = await storage.findEvidence(sha256).catch(() => []);
    const item = get(itemId);
    if (item === undefined || stopping.signal.aborted) return;
    const same = earlier.find((evidence) => evidence.taskTypeId === item.taskTypeId && evidence.jobId !== item.job?.id);
    await save([{ ...item, sha256, sameAsJobId: same?.jobId ?? null }]);
    await keepEvidence(itemId);
  }

  async function begin(itemId: string): Promise<void> {
    const interruption = new AbortController();
    running.set(itemId, interruption);
    try {
      await workOn(itemId, interruption.signal);
    } finally {
      running.delete(itemId);
      board.clear(itemId);
      pump();
    }
  }

  function pump(): void {
    cancelWakeUp?.();
    const { order, items, hold, online, ready } = state.getState();
    if (stopping.signal.aborted || !online || !ready) return;
    const now = clock.now();
    let wakeAt = Infinity;
    for (const id of order) {
      if (running.size >= concurrency.limit()) break;
      const item = items[id];
      const due = item === undefined || running.has(id) ? null : dueAt(item, hold !== null);
      if (due === null) continue;
      if (due > now) wakeAt = Math.min(wakeAt, due);
      else void begin(id);
    }
    if (wakeAt < Infinity) cancelWakeUp = clock.after(wakeAt - now, pump);
  }

  /** Moves the items that `move` has an answer for, and cuts short what no longer is to go on. */
  function moveEach(itemIds: readonly string[], move: (item: UploadItem) => UploadItem | null): void {
    const moved = itemIds.flatMap((id) => get(id) ?? []).flatMap((item) => move(item) ?? []);
    if (moved.length === 0) return;
    void save(moved);
    for (const item of moved) if (!isInProgress(item)) running.get(item.id)?.abort(new DOMException('Interrupted', 'AbortError'));
    pump();
  }

  async function readFromDisk(): Promise<void> {
    let kept: readonly UploadItem[] = [];
    try {
      kept = await storage.load();
    } finally {
      state.setState((current) => ({ ...withItems(current, kept.map(afterRestart)), ready: true }));
      for (const item of kept) if (item.sha256 === null && needsBytes(item)) void fingerprint(item.id);
      pump();
    }
  }
  void readFromDisk();

  function add(entries: readonly StagedFile[], start: 'none' | 'no-doubles' | 'all'): void {
    const listed = new Set(Object.values(state.getState().items).flatMap((item) => (item.state.status === 'removing' ? [] : [identityOf(item)])));
    const added = entries.map(({ item }) => ({ ...item, alreadyListed: listed.has(identityOf(item)) }));
    void save(added);
    for (const { item, bytes } of entries) {
      if (bytes === null) continue;
      keeper.keep(item.id, 'original', bytes);
      void fingerprint(item.id);
    }
    // What may be there twice waits for a person, who would pay for it twice.
    if (start !== 'none') moveEach(added.filter((item) => isReadyToSend(item) && (start === 'all' || !item.alreadyListed)).map((item) => item.id), toQueue);
  }

  function send(command: UploadCommand): void {
    switch (command.type) {
      case 'add':
        return add(command.entries, command.start);
      case 'edit':
        return moveEach([command.itemId], (item) => (isEditable(item) ? { ...item, ...command.change } : null));
      case 'provide-bytes':
        return keeper.keep(command.itemId, command.slot, command.bytes);
      case 'enqueue':
        return moveEach(command.itemIds, toQueue);
      case 'pause':
        return moveEach(command.itemIds, (item) => (isInProgress(item) && item.state.status !== 'finalizing' ? { ...item, state: { status: 'paused' } } : null));
      case 'remove': {
        const leaving = command.itemIds.flatMap((id) => get(id) ?? []);
        forget(leaving.filter((item) => !leavesTraces(item)).map((item) => item.id));
        return moveEach(command.itemIds, (item) => ({ ...item, attempts: 0, state: { status: 'removing' } }));
      }
      case 'release':
        state.setState({ hold: null });
        return pump();
      case 'set-online':
        state.setState({ online: command.online });
        return pump();
    }
  }

  function stop(): void {
    const reason = new DOMException('Stopped', 'AbortError');
    stopping.abort(reason);
    for (const interruption of running.values()) interruption.abort(reason);
    cancelWakeUp?.();
    board.stop();
  }

  function losesOnClose(): boolean {
    const { items, uncopied } = state.getState();
    return keeper.copying() || uncopied.some((id) => items[id] !== undefined && needsBytes(items[id]));
  }

  return { state, send, losesOnClose, stop };
}

/** What makes a file the same as another one at first sight, before its bytes are known. */
function identityOf({ name, sizeBytes, lastModified }: UploadItem): string {
  return `${sizeBytes}/${lastModified}/${name}`;
}

/** When an item is due (ms epoch), 0 for at once; null when it is not to be worked on. */
function dueAt(item: UploadItem, held: boolean): number | null {
  if (item.state.status === 'removing') return item.state.retryAt ?? 0;
  if (item.state.status !== 'waiting' || held) return null;
  return item.state.retry?.at ?? 0;
}

/** Whether the platform may hold something of the item that nobody would ever use. */
function leavesTraces(item: UploadItem): boolean {
  return item.state.status !== 'submitted' && (item.job !== null || item.createAskedAt !== null || item.staleJobId !== null || isInProgress(item));
}

/** Whether what the item asks for can still change: nothing of it is on the platform yet. */
export function isEditable(item: UploadItem): boolean {
  return item.state.status === 'staged' || (item.state.status === 'failed' && item.job === null && item.createAskedAt === null);
}

function toQueue(item: UploadItem): UploadItem | null {
  const { status } = item.state;
  if (status !== 'staged' && status !== 'paused' && status !== 'failed' && status !== 'waiting') return null;
  // After a failure nothing counts as sent: what storage holds may be what was refused.
  const slots = item.job?.slots.map((slot) => (status === 'failed' ? { ...slot, uploaded: false } : slot)) ?? [];
  return { ...item, job: item.job && { ...item.job, slots }, attempts: 0, renewals: 0, state: { status: 'waiting' } };
}
