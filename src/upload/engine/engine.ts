import type { JobReads } from '#src/jobs-api/client.ts';
import type { JobCommands } from '#src/jobs-api/job-commands.ts';
import { createKeyedMutex } from '#src/jobs-api/keyed-mutex.ts';
import { createBlobStore } from '../storage/blob-store.ts';
import { msLeft } from '#src/lib/ms-left.ts';
import { pause, type Clock } from '#src/lib/clock.ts';
import { createConcurrency } from './concurrency.ts';
import { withContent } from '../content/apply-content.ts';
import { createDuplicates } from './duplicates.ts';
import { createHashQueue } from '../content/hash-queue.ts';
import type { Hasher } from '../content/hasher.ts';
import type { Inspection, Inspector } from '../content/inspect-content.ts';
import { createInspectionQueue } from '../content/inspection-queue.ts';
import { createFileAdder } from './add-files.ts';
import { isInProgress, needsBytes, type UploadItem } from '../model/item.ts';
import { createMediaCacheWriter } from './media-cache-writer.ts';
import { createProgressBoard, type Progress } from './progress-board.ts';
import { createQueueStore } from './queue-store.ts';
import { holdFor, isHeld, type QueueState } from '../model/queue-state.ts';
import type { QueueStorage } from '../storage/queue-storage.ts';
import type { UploadCommand } from '../model/queue.ts';
import type { ItemContext, UploadSteps } from './run-item.ts';
import { areSentSoon } from './transfer-estimate.ts';
import { BytesMissingError, UnsavedError } from '../model/transfer-error.ts';
import type { Thumbnailer } from '../content/thumbnailer.ts';
import type { Transfer } from './transfer.ts';
import { isEditable, hasRemoteResources, toPause, toStart, withDecision } from '../model/transitions.ts';
import { asksFirst } from '../model/duplicate-finder.ts';

/** What an engine works with; all of it injected. */
export interface UploadEngineOptions {
  readonly api: JobReads;
  /** The only way to create, finalize and delete. */
  readonly commands: JobCommands;
  readonly transfer: Transfer;
  readonly storage: QueueStorage;
  readonly clock: Clock;
  readonly hash: Hasher;
  readonly inspect: Inspector;
  readonly picture: Thumbnailer;
  /** Loads what takes an item to its job, with the first item that is worked on. A load that fails counts as no connection. */
  readonly loadSteps: () => Promise<UploadSteps>;
  /** Between 0 and 1; spreads retries. */
  readonly random?: () => number;
}

/** The one that does the work of a queue. */
export interface UploadEngine {
  /** Resolves once the queue has been read from disk, or it is known that it cannot be. */
  readonly ready: Promise<void>;
  /** The queue as it stands. Made anew after a change, which costs with thousands of items. */
  readonly snapshot: () => QueueState;
  /** Calls back after each change. */
  readonly subscribe: (onChange: () => void) => void;
  /** Aborts once another tab has taken the queue over: nothing of this one reaches the disk any more, so nothing more is created or finalized. */
  readonly superseded: AbortSignal;
  /** Carries a command out. Resolves once what came of it would outlive the page, as far as the disk allows. */
  readonly send: (command: UploadCommand) => Promise<void>;
  /** Whether something that a person added would be gone if this page closed now. */
  readonly losesOnClose: () => boolean;
  /** Cuts everything and writes nothing more; the queue stays on disk. */
  readonly stop: () => void;
}

const MEASURE_EVERY_MS = 3_000;
const JUST_NOW_MS = 60_000;
const LOAD_AGAIN_MS = 5_000;
const LOOK_AGAIN_MS = 60_000;
const MOST_DISCARDS = 30;
const MOST_WRITE_MS = 10_000;
const NOT_LOADED = { title: 'The code that uploads could not be loaded', advice: 'Nothing is lost; it is tried again. If it stays, reload the page.', said: null };

/** Makes the engine and reads the queue from disk; work that was under way goes on by itself. */
export function createUploadEngine(options: UploadEngineOptions): UploadEngine {
  const { api, commands, transfer, storage, clock, hash, inspect, picture, random = Math.random } = options;
  const stopping = new AbortController();
  const running = new Map<string, AbortController>();
  const superseding = new AbortController();
  const queueStore = createQueueStore(storage, clock, stopping.signal, () => superseding.abort());
  const { itemMap, duplicateFinder, set, put, save, saveSurely, saveSoon } = queueStore;
  const withLock = createKeyedMutex();
  const concurrency = createConcurrency();
  const board = createProgressBoard(clock, onProgress);
  const blobStore = createBlobStore({ storage, clock, isSoonSent, onCopyFailed: (itemId) => queueStore.warnUncopied([itemId]), onCopiedLater, stopped: stopping.signal });
  const peek = (itemId: string) => blobStore.peek(itemId, 'original');
  const inspections = createInspectionQueue({ inspect, clock, get: itemMap.get, peek, onFound: (id, found) => void (found ? onInspected(id, found) : fingerprints.ask(id)), stopped: stopping.signal });
  const fingerprints = createHashQueue({ hash, get: itemMap.get, peek, onKnown: (itemId, sha256) => void onFingerprint(itemId, sha256), stopped: stopping.signal });
  const duplicates = createDuplicates({ api, storage, itemMap, duplicateFinder, blobStore, save, saveSoon, forget, work: pump, stopped: stopping.signal });
  const fileAdder = createFileAdder({ itemMap, duplicateFinder, duplicates, blobStore, hash, save, work: pump, moveEach, askContent });
  const mediaCacheWriter = createMediaCacheWriter({ storage, blobStore, picture, clock, isBusy: () => running.size > 0, get: itemMap.get, onFailed: (itemId) => queueStore.warnUncopied([itemId]), stopped: stopping.signal });
  let cancelWakeUp: (() => void) | null = null;
  let measuredAt = 0;

  function forget(itemIds: readonly string[]): void {
    if (itemIds.length === 0) return;
    blobStore.forget(itemIds);
    queueStore.forget(itemIds);
  }

  function onCopiedLater(itemId: string): void {
    set({ uncopied: queueStore.queueMeta().uncopied.filter((id) => id !== itemId) });
    const item = itemMap.get(itemId);
    // What was written of it may have found no room either; if there is still none, that is said again.
    if (item) void save([item]);
  }

  function isSoonSent(itemId: string): boolean {
    return running.has(itemId) && areSentSoon([...running.keys()].flatMap((id) => itemMap.get(id) ?? []), queueStore.queueMeta());
  }

  function onProgress(progress: Progress): void {
    set(progress);
    const now = clock.now();
    // Only a line that is used to its limit tells whether another limit would be better.
    if (progress.bytesPerSecond === null || running.size < concurrency.limit() || msLeft({ from: measuredAt, until: measuredAt + MEASURE_EVERY_MS }, now) > 0) return;
    measuredAt = now;
    concurrency.measured(progress.bytesPerSecond);
    pump();
  }

  function contextFor(itemId: string, interrupted: AbortSignal): ItemContext {
    const item = () => {
      const current = itemMap.get(itemId);
      if (current === undefined) throw new Error('The item is not in the queue any more.');
      return current;
    };
    return {
      api,
      commands,
      transfer,
      interrupted,
      stopped: stopping.signal,
      now: clock.now,
      item,
      change(patch) {
        stopping.signal.throwIfAborted();
        return saveSurely([{ ...item(), ...patch }]);
      },
      async intend(patch) {
        stopping.signal.throwIfAborted();
        const before: UploadItem = { finalizesSent: 0, ...item() };
        const begunAt = clock.now();
        try {
          await saveSurely([{ ...before, ...patch }]);
          // A page that was put aside hears of its write when another one may long lead: it has to write once more to know.
          if (Math.abs(clock.now() - begunAt) > MOST_WRITE_MS) throw new UnsavedError('The disk answered too late.');
        } catch (error) {
          // Nothing is sent, so nothing may look as if it had been; what else changed in the meantime stays.
          const undone = Object.fromEntries(Object.entries(before).filter(([key]) => key in patch));
          if (itemMap.get(itemId)) put([{ ...item(), ...undone }]);
          throw error;
        }
      },
      changeSoon(patch) {
        stopping.signal.throwIfAborted();
        saveSoon({ ...item(), ...patch });
      },
      show(next) {
        interrupted.throwIfAborted();
        put([{ ...item(), state: next }]);
      },
      async bytes(slot) {
        const bytes = await blobStore.read(itemId, slot);
        const { sizeBytes, lastModified, reference } = item();
        const isOther = slot === 'reference' ? bytes.size !== reference?.sizeBytes : bytes.size !== sizeBytes || (bytes instanceof File && bytes.lastModified !== lastModified);
        if (isOther) throw new BytesMissingError('The file changed since it was added.');
        return bytes;
      },
      onProgress: (slot, sentBytes) => board.report(itemId, slot, sentBytes),
      wait: (ms) => pause(clock, ms),
      withLock: (work) => withLock(`${item().taskType}/${item().sizeBytes}/${item().name}`, work),
      items: itemMap.all,
    };
  }

  async function workOn(itemId: string, interrupted: AbortSignal, isRun: boolean): Promise<void> {
    const context = contextFor(itemId, interrupted);
    const steps = await options.loadSteps().catch(() => null);
    if (steps === null) {
      const item = itemMap.get(itemId);
      const from = clock.now();
      const at = from + LOAD_AGAIN_MS;
      if (!isRun && item) lookLater(item);
      else if (item?.state.status === 'waiting') put([{ ...item, state: { status: 'waiting', retry: { from, at, problem: NOT_LOADED } } }]);
      else if (item?.state.status === 'removing') put([{ ...item, state: { status: 'removing', from, retryAt: at } }]);
      return;
    }
    const discarding = itemMap.get(itemId)?.state.status === 'removing';
    try {
      if (isRun && !discarding && !(await isAsNamed(context))) return;
      await steps[discarding ? 'discardItem' : isRun ? 'runItem' : 'lookForLeftovers'](context);
    } catch (error) {
      // A stop leaves everything as it is on disk; a pause or a removal has set the state already.
      const item = itemMap.get(itemId);
      if (interrupted.aborted || item === undefined) return;
      if (!isRun) return lookLater(item);
      const { item: next, hold } = steps.afterFailure(item, error, { now: clock.now(), random: random(), online: queueStore.queueMeta().online });
      if (next.attempts > item.attempts) concurrency.failed();
      if (hold) set({ hold: holdFor(hold, error) });
      // What is left then was never finalized, and costs nothing.
      if (discarding && next.attempts >= MOST_DISCARDS) return forget([itemId]);
      await save([next]);
      return;
    }
    if (!isRun) return;
    if (discarding) {
      if (!itemMap.get(itemId)?.leftovers) forget([itemId]);
      return;
    }
    void mediaCacheWriter.keepAll(itemId);
  }

  function lookLater(item: UploadItem): void {
    const from = clock.now();
    if (item.leftovers) put([{ ...item, leftovers: { ...item.leftovers, from, until: from + LOOK_AGAIN_MS } }]);
  }

  /** Looks into an item that nobody has looked into yet; false when it can no longer go on by itself. */
  async function isAsNamed({ item, bytes }: ItemContext): Promise<boolean> {
    const { id, inspected } = item();
    // A worker that does not start must not stop an upload: its name tells what it is, and its row says so.
    if (!inspected) await onInspected(id, await inspect(await bytes('original')).catch(() => ({ content: null, sha256: null, pageCount: null })));
    return itemMap.get(id)?.state.status === 'waiting';
  }

  async function onInspected(itemId: string, { content, sha256, pageCount }: Inspection): Promise<void> {
    const item = itemMap.get(itemId);
    if (item === undefined || item.inspected || stopping.signal.aborted) return;
    const found = { ...withContent(item, content), sha256: item.sha256 ?? sha256, pageCount };
    saveSoon(found);
    if (found.state.status === 'rejected') return blobStore.forget([itemId]);
    if (found.sha256 === null) fingerprints.ask(itemId);
    if (found.sha256 !== item.sha256 || found.taskType !== item.taskType) await duplicates.note(itemId);
    await duplicates.startIfSingle(itemId, found.sha256 !== null);
  }

  async function onFingerprint(itemId: string, sha256: string | null): Promise<void> {
    const before = itemMap.get(itemId);
    if (before === undefined) return;
    if (sha256 !== null) put([{ ...before, sha256 }]);
    await duplicates.note(itemId);
    const item = itemMap.get(itemId);
    if (item === undefined || stopping.signal.aborted) return;
    saveSoon(item);
    await duplicates.startIfSingle(itemId, true);
    await mediaCacheWriter.keepEvidence(itemId);
  }

  function askContent(item: UploadItem): void {
    if (!needsBytes(item)) return;
    if (!item.inspected) inspections.ask(item.id);
    else if (item.sha256 === null) fingerprints.ask(item.id);
    // Known, but the page that found it out died before the item was in line.
    else if (item.startsIfSingle) void onFingerprint(item.id, item.sha256);
  }

  async function begin(itemId: string, isRun: boolean): Promise<void> {
    const interruption = new AbortController();
    running.set(itemId, interruption);
    try {
      await workOn(itemId, interruption.signal, isRun);
    } finally {
      running.delete(itemId);
      board.clear(itemId);
      pump();
    }
  }

  function pump(): void {
    cancelWakeUp?.();
    const { hold, online, ready } = queueStore.queueMeta();
    if (stopping.signal.aborted || !online || !ready) return;
    const now = clock.now();
    let wakeInMs = Infinity;
    const begins = (itemId: string, inMs: number, isRun: boolean) => {
      if (running.has(itemId)) return;
      if (inMs > 0) wakeInMs = Math.min(wakeInMs, inMs);
      else if (running.size < concurrency.limit()) void begin(itemId, isRun);
    };
    for (const item of itemMap.all()) {
      if (running.size >= concurrency.limit()) break;
      begins(item.id, runsInMs(item, hold, now), true);
    }
    // What nobody waits for comes after what somebody does.
    for (const { id, leftovers, state } of itemMap.all()) if (leftovers && state.status !== 'removing' && hold?.kind !== 'signed-out') begins(id, msLeft(leftovers, now), false);
    if (wakeInMs < Infinity) cancelWakeUp = clock.after(wakeInMs, pump);
  }

  /** Moves the items that `move` has an answer for, and cuts short what no longer is to go on. */
  async function moveEach(itemIds: readonly string[], move: (item: UploadItem) => UploadItem | null): Promise<void> {
    const moved = itemIds.flatMap((id) => itemMap.get(id) ?? []).flatMap((item) => move(item) ?? []);
    if (moved.length === 0) return;
    const saved = save(moved);
    for (const item of moved) if (!isInProgress(item)) running.get(item.id)?.abort(new DOMException('Interrupted', 'AbortError'));
    pump();
    await saved;
  }

  function takeUp(kept: readonly UploadItem[]): void {
    kept.forEach(askContent);
    // Evidence of what was just through may have been on its way to the disk when the last page died.
    for (const { id, times } of kept) if (clock.now() - (times.finalized ?? 0) < JUST_NOW_MS) void mediaCacheWriter.keepEvidence(id);
    pump();
  }
  const ready = queueStore.load(takeUp);

  async function edit(itemIds: readonly string[], change: Partial<UploadItem>): Promise<void> {
    await moveEach(itemIds, (item) => (isEditable(item) ? { ...item, ...change, twin: null } : null));
    await duplicates.note(...itemIds);
    for (const item of itemIds.flatMap((id) => itemMap.get(id) ?? [])) await duplicates.startIfSingle(item.id, item.sha256 !== null);
  }

  async function start(itemIds: readonly string[], despiteTwin: boolean, despiteUnclear: boolean): Promise<void> {
    const { items } = itemMap.view();
    const moved = moveEach(itemIds, (item) => toStart(despiteUnclear ? withDecision(item) : item, { isKnown: duplicates.isKnown(item), asks: !despiteTwin && asksFirst(item, items) }));
    for (const item of itemIds.flatMap((id) => itemMap.get(id) ?? []).filter((each) => each.startsIfSingle)) {
      askContent(item);
      void duplicates.startIfSingle(item.id, false);
    }
    await moved;
  }

  async function send(command: UploadCommand): Promise<void> {
    switch (command.type) {
      case 'add':
        return fileAdder.add(command.entries, command.start);
      case 'edit':
        return edit(command.itemIds, command.change);
      case 'provide-bytes':
        return blobStore.keep(command.itemId, command.slot, command.bytes, null);
      case 'choose-again':
        return fileAdder.chooseAgain(command.itemId, command.file, command.lastModified);
      case 'use-twin':
        await Promise.all(command.itemIds.map(duplicates.useTwin));
        return;
      case 'enqueue':
        return start(command.itemIds, command.despiteTwin ?? false, command.despiteUnclear ?? false);
      case 'pause':
        return moveEach(command.itemIds, toPause);
      case 'remove': {
        const leaving = command.itemIds.flatMap((id) => itemMap.get(id) ?? []);
        forget(leaving.filter((item) => !hasRemoteResources(item)).map((item) => item.id));
        return moveEach(command.itemIds, (item) => ({ ...item, attempts: 0, state: { status: 'removing' } }));
      }
      case 'release':
        set({ hold: null });
        return pump();
      case 'set-online':
        set({ online: command.online });
        return pump();
    }
  }

  function stop(): void {
    const reason = new DOMException('Stopped', 'AbortError');
    stopping.abort(reason);
    for (const interruption of running.values()) interruption.abort(reason);
    cancelWakeUp?.();
    board.stop();
    storage.close();
  }

  function losesOnClose(): boolean {
    return queueStore.queueMeta().unsaved.length > 0 || [...blobStore.copying(), ...queueStore.queueMeta().uncopied].flatMap((id) => itemMap.get(id) ?? []).some(needsBytes);
  }

  return {
    ready,
    snapshot: queueStore.snapshot,
    subscribe: queueStore.subscribe,
    superseded: superseding.signal,
    send,
    losesOnClose,
    stop,
  };
}

/** ms until an item is to be worked on, 0 for at once; Infinity when it is not. */
function runsInMs(item: UploadItem, hold: QueueState['hold'], now: number): number {
  const { state } = item;
  if (state.status === 'removing') return msLeft({ from: state.from, until: state.retryAt ?? 0 }, now);
  if (state.status !== 'waiting' || isHeld(item, hold)) return Infinity;
  return msLeft({ from: state.retry?.from, until: state.retry?.at ?? 0 }, now);
}
