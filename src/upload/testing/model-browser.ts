import type { JobsClient } from '#src/jobs-api/client.ts';
import { noActionLog } from '#src/jobs-api/action-log.ts';
import { createJobCommands } from '#src/jobs-api/job-commands.ts';
import { createKeyedMutex } from '#src/jobs-api/keyed-mutex.ts';
import type { TabChannel } from '#src/lib/tab-channel.ts';
import { createFakePage, type FakePage } from '#src/lib/testing/fake-page.ts';
import { yieldToMain } from '#src/lib/yield-to-main.ts';
import type { Clock } from '#src/lib/clock.ts';
import { createUploadEngine, type UploadEngine } from '../engine/engine.ts';
import type { UploadQueue } from '../model/queue.ts';
import type { TabMessage } from '../engine/tab-messages.ts';
import { createTabQueue } from '../engine/tab-queue.ts';
import type { FakeClock } from './fake-clock.ts';
import type { ModelDisk } from './model-disk.ts';
import { createModelLocks } from './model-locks.ts';
import type { ModelPlatform, Occurrences } from './model-platform.ts';
import { loadSteps } from './steps.ts';

/** What becomes of a tab. */
interface TabState {
  readonly page: FakePage;
  /** Aborts when it dies. */
  readonly dead: AbortController;
  /** The engine that it made last, whether it leads or not. */
  engine: UploadEngine | null;
  /** Resolves when the page runs again; null while it runs. */
  thaws: PromiseWithResolvers<void> | null;
  /** It was put aside without an event, and does not know yet that its locks are gone. */
  isMistaken: boolean;
}

/** A tab of the browser. */
export interface ModelTab extends TabState {
  readonly queue: UploadQueue;
}

/** The tabs of one browser over one disk. Each runs the real queue; locks, channel, clock and disk are models. */
export interface ModelBrowser {
  readonly open: () => void;
  /** Whether it is this tab whose request is being sent. */
  readonly isRequester: (tab: ModelTab) => boolean;
  readonly die: (tab: ModelTab) => void;
  /** Puts a tab into the back/forward cache: its locks are gone. `isHeard`: with `pagehide`, as browsers should. */
  readonly freeze: (tab: ModelTab, isHeard: boolean) => void;
  /** Lets a tab that was put aside go on. It hears of that by `pageshow`: at once, or, where it did not hear of the freeze, in {@link ModelBrowser.show}. */
  readonly thaw: (tab: ModelTab) => void;
  /** Fires the `pageshow` that tells a mistaken tab that it was put aside. */
  readonly show: (tab: ModelTab) => void;
  readonly tabs: () => readonly ModelTab[];
  /** The tab that holds the lock; null for the moment between two. */
  readonly leader: () => ModelTab | null;
}

const ACCOUNT = 'model';
const LOCK = `assay-upload-${ACCOUNT}`;

/** Makes a browser without tabs. */
export function createModelBrowser({ clock, disk, platform, occurred }: { readonly clock: FakeClock; readonly disk: ModelDisk; readonly platform: () => ModelPlatform; readonly occurred: Occurrences }): ModelBrowser {
  const note = (what: string) => occurred.set(what, (occurred.get(what) ?? 0) + 1);
  const locks = createModelLocks();
  const channels = new Set<{ readonly tab: TabState; readonly hear: (message: TabMessage) => void }>();
  let tabs: readonly ModelTab[] = [];
  let requester: TabState | null = null;

  /** Resolves once the tab runs; never for a dead one. */
  async function awake(tab: TabState): Promise<void> {
    while (tab.thaws !== null) await tab.thaws.promise;
    if (tab.dead.signal.aborted) await new Promise<never>(() => {});
  }

  function clockOf(tab: TabState): Clock {
    return {
      now: clock.now,
      after: (ms, callback) => {
        let isCancelled = false;
        const fire = async () => {
          await awake(tab);
          if (!isCancelled) callback();
        };
        const cancel = clock.after(ms, () => void fire());
        return () => {
          isCancelled = true;
          cancel();
        };
      },
    };
  }

  function through<A extends readonly unknown[], R>(tab: TabState, call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    return async (...args) => {
      // A page that is put aside runs nothing: what comes right after it had begun before.
      if (tab.dead.signal.aborted) await new Promise<never>(() => {});
      for (const arg of args) if (arg instanceof AbortSignal) arg.throwIfAborted();
      requester = tab;
      try {
        return await call(...args);
      } finally {
        await awake(tab);
        for (const arg of args) if (arg instanceof AbortSignal) arg.throwIfAborted();
      }
    };
  }

  function apiOf(tab: TabState): JobsClient {
    const { api } = platform();
    return {
      ...api,
      createJob: through(tab, (...args) => api.createJob(...args)), getJob: through(tab, (...args) => api.getJob(...args)), listJobs: through(tab, (...args) => api.listJobs(...args)),
      finalizeJob: through(tab, (...args) => api.finalizeJob(...args)), cancelJob: through(tab, (...args) => api.cancelJob(...args)), deleteJob: through(tab, (...args) => api.deleteJob(...args)),
    };
  }

  function channelOf(tab: TabState): TabChannel<TabMessage> {
    const listeners: ((message: TabMessage) => void)[] = [];
    const own = { tab, hear: (message: TabMessage) => listeners.forEach((listener) => listener(message)) };
    channels.add(own);
    const deliver = async (to: typeof own, message: TabMessage) => {
      await yieldToMain();
      await awake(to.tab);
      if (channels.has(to)) to.hear(message);
    };
    return {
      post(message) {
        if (channels.has(own)) for (const other of channels) if (other !== own) void deliver(other, message);
      },
      listen: (listener) => void listeners.push(listener),
      close: () => void channels.delete(own),
    };
  }

  function open(): void {
    const tab: TabState = { page: createFakePage(), dead: new AbortController(), engine: null, thaws: null, isMistaken: false };
    const clockOfTab = clockOf(tab);
    const tabLocks = locks.of(tab);
    const withLock = createKeyedMutex();
    const api = apiOf(tab);
    const transfer = through(tab, platform().transfer);
    const commands = createJobCommands({ client: api, clock: clockOfTab, log: noActionLog, mutex: (key, work) => withLock(key, () => tabLocks.hold(`job-${key}`, work)) });
    const openEngine = async () => {
      const storage = disk.open(tab.dead.signal, () => awake(tab));
      tab.engine = createUploadEngine({ loadSteps, api, commands, transfer, storage, clock: clockOfTab, hash: async () => 'f00d', inspect: async () => ({ content: null, sha256: null, pageCount: null }), picture: async () => null, random: () => 0.5 });
      return tab.engine;
    };
    const queue = createTabQueue({ storeName: ACCOUNT, clock: clockOfTab, lifecycle: tab.page.lifecycle, requestLock: tabLocks.requestLock, openChannel: () => channelOf(tab), open: openEngine });
    tabs = [...tabs, Object.assign(tab, { queue })];
  }

  const stopTab = (tab: ModelTab) => {
    tab.dead.abort();
    locks.takeFrom(tab);
    for (const channel of channels) if (channel.tab === tab) channels.delete(channel);
    tab.queue.stop();
  };

  return {
    open,
    isRequester: (tab) => tab === requester,
    die(tab) {
      if (tab.dead.signal.aborted) return;
      note(tabs.length > 1 && locks.holder(LOCK) === tab ? 'leading tab dies beside another' : 'tab dies');
      stopTab(tab);
      tabs = tabs.filter((each) => each !== tab);
    },
    freeze(tab, isHeard) {
      if (tab.dead.signal.aborted || tab.thaws !== null) return;
      note(`${locks.holder(LOCK) === tab ? 'leading' : 'following'} tab put aside${isHeard ? '' : ' without an event'}`);
      if (isHeard) tab.page.freeze();
      else tab.isMistaken = true;
      tab.thaws = Promise.withResolvers<void>();
      locks.takeFrom(tab);
    },
    thaw(tab) {
      const { thaws } = tab;
      if (thaws === null) return;
      tab.thaws = null;
      thaws.resolve();
      if (tab.isMistaken) note('tab restored that believes it leads');
      else tab.page.restore();
    },
    show(tab) {
      if (!tab.isMistaken || tab.thaws !== null) return;
      tab.isMistaken = false;
      tab.page.restore();
    },
    tabs: () => tabs,
    leader: () => tabs.find((tab) => tab === locks.holder(LOCK)) ?? null,
  };
}
