import { createStore, type StoreApi } from 'zustand/vanilla';
import { HttpError } from '#src/jobs-api/errors.ts';
import { isGone } from '#src/jobs-api/explain-error.ts';
import { isBehindTheEnd } from '#src/jobs-api/list-pages.ts';
import { isTerminal, type Job, type JobPage, type JobSummary } from '#src/jobs-api/job.ts';
import { isResultComing } from '../../model/missing-result.ts';
import { retryAfterMs } from '../../model/poll-interval.ts';
import { RequestGate } from './request-gate.ts';
import { DetailQueue } from './detail-queue.ts';
import { planPolling, type ActiveJob, type Ask } from './poll-plan.ts';
import type { Clock } from '#src/lib/clock.ts';
import type { IndexChannel, IndexMessage } from './index-messages.ts';
import type { IndexStorage } from '../store/index-storage.ts';
import type { KeptDetail } from '../../model/indexed-job.ts';
import type { Annotations, JobQueryEngine } from '../store/job-query-engine.ts';
import { Semaphore } from '#src/lib/semaphore.ts';
import { IndexReplica } from '../store/index-replica.ts';
import { withDetail, withSummary } from './merge-summary.ts';
import { ListReader } from './list-reader.ts';
import { WakeSignal } from '#src/lib/wake-signal.ts';

/** What the index shows of itself. */
export interface IndexState {
  /** Another number after each change of the jobs. */
  readonly version: number;
  /** Whether anything can be said: the disk has been read and, where it held nothing, the first page of the list. */
  readonly ready: boolean;
  /** Entries on the platform; null when it has not said. */
  readonly total: number | null;
  /** Whether all entries of the list are known. */
  readonly complete: boolean;
  /** Set when the list ended before all of its jobs were seen, or without saying how many there are; then what it counts. */
  readonly incomplete: { readonly total: number | null } | null;
  /** Entries that carry no id. */
  readonly unreadable: number;
  /** What stands in the way of reading on; what is known stays. */
  readonly problem: Error | null;
}

/** Reads of the API, which go through the query cache. */
export interface IndexReader {
  readonly page: (page: number) => Promise<JobPage>;
  /** `updatedAt`, ms epoch, is what the list says: an answer that is older is none. */
  readonly job: (jobId: string, updatedAt: number | null) => Promise<Job>;
}

/** What an index needs from its surroundings. */
export interface JobIndexOptions {
  /** Names the lock by which one tab of the account works at a time. */
  readonly lockName: string;
  readonly reader: IndexReader;
  readonly storage: IndexStorage;
  readonly channel: IndexChannel;
  readonly locks: { request(name: string, options: { signal: AbortSignal }, work: () => Promise<void>): Promise<unknown> };
  readonly clock: Clock;
  /** The platform's time, ms epoch: the age of its jobs is told by it. */
  readonly platformTime: () => number;
  /** Between 0 and 1. */
  readonly random: () => number;
  /** Entries that are asked for at once. */
  readonly pageSize: number;
  /** What is kept of a job's detail. */
  readonly keep: (job: Job) => Omit<KeptDetail, 'final'> | Promise<Omit<KeptDetail, 'final'>>;
}

/** All jobs of an account, searched and sorted here, kept on disk, and followed while someone looks. */
export interface JobIndex {
  readonly state: StoreApi<IndexState>;
  /** The jobs as they are now; ask again after each change. */
  readonly queryEngine: () => JobQueryEngine;
  readonly setExtras: (extras: Annotations) => void;
  /** Someone looks at the jobs from now on; gives back what ends it. Nothing is asked of the platform otherwise. */
  readonly attend: () => () => void;
  /** These jobs are on screen: their details come first. */
  readonly want: (ids: readonly string[]) => void;
  /** Something changed on the platform, or a person asks: looks at once. */
  readonly refresh: () => void;
  /** Reads all of the list again, when it ended before its time. */
  readonly readAll: () => void;
  /** A job has been read by itself, outside of the index. */
  readonly noteRead: (job: JobSummary) => void;
  /** The platform has deleted these. */
  readonly noteDeleted: (ids: readonly string[]) => void;
  /** The platform has cancelled these. */
  readonly noteCancelled: (ids: readonly string[]) => void;
  /** The page is put aside: stops, and lets go of the lock before this returns to the browser. Another tab may lead meanwhile. */
  readonly suspend: () => void;
  /** The page is back: what it knew may be old, the disk counts. */
  readonly resume: () => void;
  /** Writes what is not on disk yet, and ends. */
  readonly close: () => Promise<void>;
}

// A page that nobody changes is looked at this often for jobs from elsewhere.
const IDLE_MS = 15_000;
const LIST_LANES = 2;
const DETAIL_LANES = 4;
const SHOW_EVERY_MS = 150;
// What nobody looks at only counts in the totals and the search: showing each piece of it would hold a slow computer up.
const SHOW_REST_EVERY_MS = 1_000;
const SAVE_EVERY_MS = 1_000;
// A replica may list for this long what has been deleted.
const DELETE_LAG_MS = 60_000;

/**
 * Makes the index of an account. Of all tabs, one that is looked at works: it holds a lock for as long as it is looked
 * at, reads the platform, writes the disk and tells the others, which show the same.
 */
export function createJobIndex(options: JobIndexOptions): JobIndex {
  const { reader, storage, channel, locks, clock, pageSize } = options;
  const replica = new IndexReplica(storage, clock.now);
  const state = createStore<IndexState>(() => ({ version: 0, ready: false, total: null, complete: false, incomplete: null, unreadable: 0, problem: null }));
  const details = new DetailQueue(() => replica);
  const wakeSignal = new WakeSignal(clock);
  const requestGate = new RequestGate({ clock, isCalm: () => state.getState().ready, onProblem: (problem) => state.setState({ problem }) });
  const listLanes = new Semaphore(LIST_LANES);
  /** What this tab is called among those of the account. */
  const tab = String(options.random());
  const asked = new Map<string, { readonly at: number; readonly random: number }>();
  /** Jobs whose detail is being read. */
  const reading = new Set<string>();
  let listReader: ListReader | null = null;
  let attending = 0;
  let leading: AbortController | null = null;
  let working = false;
  let closed = false;
  let isSuspended = false;
  let suspended = Promise.withResolvers<void>();
  let toppedUp = false;
  /** What this tab's page wants; it says so at each render. */
  let inSight: readonly string[] = [];
  let cancelShow: (() => void) | null = null;
  let showAt = 0;
  let cancelSave: (() => void) | null = null;
  let saving: Promise<void> = Promise.resolve();
  let led: Promise<void> = Promise.resolve();

  function publish(): void {
    const { meta, total, queryEngine } = replica;
    const known = queryEngine.columns.count;
    state.setState(({ version, ready }) => ({
      version: version + 1,
      ready: ready || known > 0 || toppedUp,
      total: total ?? meta.incomplete?.total ?? null,
      complete: meta.contiguous === null && meta.incomplete === null,
      incomplete: meta.contiguous === null ? meta.incomplete : null,
      unreadable: meta.unreadable,
    }));
  }

  /** Shows, tells and keeps what has changed. */
  function commit(): void {
    cancelShow?.();
    cancelShow = null;
    const change = replica.commit();
    if (change === null) return publish();
    channel.post({ type: 'change', change });
    cancelSave ??= clock.after(SAVE_EVERY_MS, () => void save());
    return publish();
  }

  function commitSoon(withinMs = SHOW_EVERY_MS): void {
    // The first jobs are shown at once; later ones gather.
    if (!state.getState().ready) return commit();
    const at = clock.now() + withinMs;
    if (cancelShow !== null && showAt <= at) return;
    cancelShow?.();
    showAt = at;
    cancelShow = clock.after(withinMs, commit);
  }

  function save(): Promise<void> {
    cancelSave?.();
    cancelSave = null;
    const { revision } = replica.meta;
    saving = saving.then(() => replica.save()).then(
      () => channel.post({ type: 'saved', revision }),
      // A full disk: the index lives in memory, and the platform has it all.
      () => undefined,
    );
    return saving;
  }

  function activeJobs(): ActiveJob[] {
    const { queryEngine } = replica;
    return Array.from(queryEngine.activePlaces()).flatMap((place) => {
      const job = queryEngine.columns.at(queryEngine.newest[place] ?? -1);
      return job === null ? [] : [{ job, place }];
    });
  }

  async function readDetail(id: string, signal: AbortSignal, showWithinMs = SHOW_EVERY_MS): Promise<void> {
    const askedAt = clock.now();
    reading.add(id);
    try {
      // A page instead of an answer is no reason to leave all others alone: this job is asked for again later.
      const isAnswer = (error: unknown) => retryAfterMs(error) === null || isNotFound(error);
      const job = await requestGate.ask(() => reader.job(id, replica.find(id)?.updatedAt ?? null), signal, isAnswer);
      const detail = await options.keep(job);
      const known = replica.find(id);
      // Deleted meanwhile.
      if (known === null) return;
      const coming = isResultComing(job, options.platformTime());
      const final = isTerminal(job.status) && !coming;
      const told = withDetail(known, job);
      if (told !== null) replica.put({ ...told, detail: { ...detail, final } }, askedAt);
      replica.confirm(id);
      if (told === null || coming) details.again(id, clock.now());
      // What is not kept as final (another version's reading) would be due again at once.
      else if (replica.find(id)?.detail?.final === true) details.settle(id);
    } catch (error) {
      if (signal.aborted) {
        details.forget(id);
        throw error;
      }
      // Any other refusal: the row shows what the list says, opening the job shows the reason.
      // One that the list shows although it was taken out before stays, until the list leaves it out as well.
      if (isGone(error) && !replica.isReturned(id)) {
        replica.remove([id]);
        details.settle(id);
      } else if (isNotFound(error)) details.again(id, clock.now());
    } finally {
      reading.delete(id);
    }
    commitSoon(showWithinMs);
  }

  /** Follows what is going on, and looks for what is new. */
  async function follow(list: ListReader, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const planned = planPolling(activeJobs(), (place) => list.pageOf(place), options.platformTime(), 0.5);
      const { topPage } = list;
      const top = { ask: { kind: 'page', page: toppedUp ? topPage : 1 }, everyMs: IDLE_MS } as const;
      const plan = planned.some(({ ask }) => ask.kind === 'page' && ask.page === top.ask.page) ? planned : [...planned, top];
      const now = clock.now();
      const due = plan.map(({ ask, everyMs }) => ({ ask, inMs: waitFor(ask, everyMs, now) })).toSorted((a, b) => a.inMs - b.inMs);
      const [next] = due;
      if (next && next.inMs <= 0) await carryOut(next.ask, list, signal);
      else await wakeSignal.wait(next?.inMs ?? IDLE_MS, signal);
    }
  }

  function waitFor(ask: Ask, everyMs: number, now: number): number {
    const last = asked.get(nameOf(ask));
    return last === undefined ? 0 : last.at + everyMs * (0.9 + 0.2 * last.random) - now;
  }

  async function carryOut(ask: Ask, list: ListReader, signal: AbortSignal): Promise<void> {
    asked.set(nameOf(ask), { at: clock.now(), random: options.random() });
    if (ask.kind === 'job') return readDetail(ask.id, signal);
    const { jobs } = await list.read(ask.page);
    if (ask.page === 1) toppedUp = true;
    const told = new Set(jobs.map(({ id }) => id));
    details.clear(told);
    // Now that places are counted with what this page has shown, a job that is not on its page has moved, or is gone.
    commit();
    const expected = activeJobs().filter(({ place }) => list.pageOf(place) === ask.page);
    details.suspect(expected.filter(({ job }) => !told.has(job.id)).map(({ job }) => job.id));
    wakeSignal.wake();
  }

  /** Reads what is not known of the list yet, and finds what is no longer in it. */
  async function completeList(list: ListReader, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (toppedUp && list.hasWork) {
        commit();
        await list.work();
        commit();
        wakeSignal.wake();
      } else await wakeSignal.wait(Number.POSITIVE_INFINITY, signal);
    }
  }

  async function completeDetails(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const next = details.next(clock.now(), replica.queryEngine.activePlaces().length);
      if ('id' in next) await readDetail(next.id, signal, next.isUrgent ? SHOW_EVERY_MS : SHOW_REST_EVERY_MS);
      else await wakeSignal.wait(next.waitMs, signal);
    }
  }

  async function lead(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    if (await replica.catchUp()) publish();
    if (signal.aborted) return;
    working = true;
    toppedUp = false;
    asked.clear();
    requestGate.tryAgain();
    const readPage = (page: number) => listLanes.run(() => requestGate.ask(() => reader.page(page), signal, (error) => page > 1 && isBehindTheEnd(error)));
    listReader = new ListReader({
      replica,
      pageSize,
      readPage,
      now: clock.now,
      onRead: () => commitSoon(),
      onSuspects: (ids) => {
        details.suspect(ids);
        wakeSignal.wake();
      },
      onDoubtful: (ids) => {
        for (const id of ids) details.again(id, clock.now());
        wakeSignal.wake();
      },
    });
    const loops = [follow(listReader, signal), completeList(listReader, signal), ...Array.from({ length: DETAIL_LANES }, () => completeDetails(signal))];
    // An answer that is still on its way must not hold the lock in a page that is put aside.
    await Promise.race([Promise.all(loops.map((loop) => loop.catch(ignoreStop(signal)))), suspended.promise]);
    working = false;
    listReader = null;
    if (isSuspended) return;
    commit();
    await save();
  }

  function startLeading(): void {
    if (leading !== null || attending === 0 || closed || isSuspended) return;
    const stop = new AbortController();
    leading = stop;
    led = loaded.then(() => locks.request(options.lockName, { signal: stop.signal }, () => lead(stop.signal))).then(() => undefined, ignoreStop(stop.signal));
  }

  function stopLeading(): void {
    leading?.abort(new DOMException('Nobody looks', 'AbortError'));
    leading = null;
  }

  function take(message: IndexMessage): void {
    switch (message.type) {
      case 'hello':
        if (working) {
          commit();
          void save();
        } else if (attending > 0) channel.post({ type: 'want', tab, ids: inSight });
        return;
      case 'change':
        // What is missing comes from disk, once it is there.
        if (!working && replica.apply(message.change)) publish();
        return;
      case 'saved':
        if (working) return;
        if (message.revision >= replica.meta.revision) replica.savedElsewhere();
        if (message.revision > replica.meta.revision) void replica.catchUp().then(publish);
        return;
      case 'want':
        return want(message.tab, message.ids);
      case 'refresh':
        return refresh();
      case 'read-all':
        return readAll();
      case 'read':
        return noteRead(message.job);
      case 'deleted':
        return noteDeleted(message.ids);
      case 'cancelled':
        return noteCancelled(message.ids);
    }
  }

  function want(from: string, ids: readonly string[]): void {
    details.want(from, ids, clock.now());
    wakeSignal.wake();
  }

  function refresh(): void {
    asked.clear();
    requestGate.tryAgain();
    wakeSignal.wake();
  }

  function readAll(): void {
    listReader?.tryAgain();
    refresh();
  }

  function noteRead(job: JobSummary): void {
    const known = replica.find(job.id);
    // What this index reads itself, it takes in itself.
    if (known === null || reading.has(job.id) || (known.statusWord === job.statusWord && (job.updatedAt ?? 0) <= (known.updatedAt ?? 0))) return;
    const { id, status, statusWord, taskTypeId, createdAt, updatedAt } = job;
    replica.put(withSummary(known, { id, status, statusWord, taskTypeId, createdAt, updatedAt }), clock.now());
    showOrCommit();
    wakeSignal.wake();
  }

  function noteDeleted(ids: readonly string[]): void {
    replica.remove(ids, clock.now() + DELETE_LAG_MS);
    showOrCommit();
  }

  function noteCancelled(ids: readonly string[]): void {
    for (const id of ids) {
      const job = replica.find(id);
      if (job) replica.put({ ...job, status: 'cancelled', statusWord: 'cancelled' }, clock.now());
    }
    showOrCommit();
  }

  function showOrCommit(): void {
    if (working) return commit();
    replica.show();
    return publish();
  }

  const tell = (message: IndexMessage) => {
    take(message);
    if (!working) channel.post(message);
  };

  channel.listen(take);
  // Without a disk the index still works for as long as the page lives.
  let loaded = load();

  async function load(): Promise<void> {
    await replica.load().catch(() => undefined);
    publish();
    channel.post({ type: 'hello' });
  }

  return {
    state,
    queryEngine: () => replica.queryEngine,
    setExtras(extras) {
      replica.queryEngine.setExtras(extras);
    },
    attend() {
      attending += 1;
      startLeading();
      tell({ type: 'want', tab, ids: inSight });
      return () => {
        attending -= 1;
        if (attending > 0) return;
        tell({ type: 'want', tab, ids: [] });
        stopLeading();
      };
    },
    want(ids) {
      if (ids.length === inSight.length && ids.every((id, n) => id === inSight[n])) return;
      inSight = ids;
      if (attending > 0) tell({ type: 'want', tab, ids });
    },
    refresh: () => tell({ type: 'refresh' }),
    readAll: () => tell({ type: 'read-all' }),
    noteRead: ({ id, status, statusWord, taskTypeId, createdAt, updatedAt }) => tell({ type: 'read', job: { id, status, statusWord, taskTypeId, createdAt, updatedAt } }),
    noteDeleted: (ids) => tell({ type: 'deleted', ids }),
    noteCancelled: (ids) => tell({ type: 'cancelled', ids }),
    suspend() {
      isSuspended = true;
      cancelShow?.();
      cancelShow = null;
      cancelSave?.();
      cancelSave = null;
      stopLeading();
      suspended.resolve();
    },
    resume() {
      isSuspended = false;
      suspended = Promise.withResolvers();
      loaded = load();
      startLeading();
    },
    async close() {
      closed = true;
      stopLeading();
      await led;
      await saving;
      channel.close();
      storage.close();
    },
  };
}

function nameOf(ask: Ask): string {
  return ask.kind === 'page' ? `page ${ask.page}` : `job ${ask.id}`;
}

function isNotFound(error: unknown): boolean {
  return error instanceof HttpError && error.status === 404;
}

function ignoreStop(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}
