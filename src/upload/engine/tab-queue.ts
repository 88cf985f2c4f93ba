import { createStore } from 'zustand/vanilla';
import type { Clock } from '#src/lib/clock.ts';
import type { UploadEngine } from './engine.ts';
import { withOwnBytes } from './files-of-another-tab.ts';
import { pageLifecycle, type PageLifecycle } from '#src/lib/page-lifecycle.ts';
import { randomId } from '#src/lib/random-id.ts';
import { openTabChannel, type TabChannel } from '#src/lib/tab-channel.ts';
import { requestTabLock, type RequestLock } from '#src/lib/tab-lock.ts';
import { yieldToMain } from '#src/lib/yield-to-main.ts';
import { createThrottle } from '#src/lib/throttle.ts';
import { EMPTY_QUEUE, type QueueState } from '../model/queue-state.ts';
import type { UploadCommand, UploadQueue } from '../model/queue.ts';
import { applyChange, changeBetween, type TabMessage } from './tab-messages.ts';

/** What a tab needs to take part in the queue of its account. */
export interface TabQueueOptions {
  /** The session's `storeName`: tabs of one account share one queue. */
  readonly storeName: string;
  /** Starts the engine; called once this tab holds the lock, so that only one engine runs. None may start once `stopped` has aborted. */
  readonly open: (stopped: AbortSignal) => Promise<UploadEngine>;
  readonly clock: Clock;
  /** The page's own unless told. */
  readonly lifecycle?: PageLifecycle;
  /** The browser's own locks unless told. */
  readonly requestLock?: RequestLock;
  /** A `BroadcastChannel` unless told. */
  readonly openChannel?: (name: string, lifecycle: PageLifecycle) => TabChannel<TabMessage>;
}

const SHOW_EVERY_MS = 250;

/** What of a tab's part lasts until the page is suspended: then another tab takes the work over. */
interface Stay {
  readonly channel: TabChannel<TabMessage>;
  readonly stopping: AbortController;
  leading: UploadEngine | null;
  /** What the other tabs were told last; null while there are none, or one that knows nothing yet. */
  told: QueueState | null;
  isFollowed: boolean;
}

/**
 * One queue over all tabs of an account. A lock chooses the tab that works; the others show its queue live and send
 * it their commands. When it closes, another one gets the lock, reads the disk and goes on. A tab that is suspended (see
 * {@link PageLifecycle}) does as if it closed, and begins anew when it is restored.
 */
export function createTabQueue({ storeName, open, clock, lifecycle = pageLifecycle, requestLock = requestTabLock, openChannel = openTabChannel<TabMessage> }: TabQueueOptions): UploadQueue {
  const state = createStore<QueueState>(() => EMPTY_QUEUE);
  const name = `assay-upload-${storeName}`;
  // Commands that no leader has confirmed: a leader may die with them.
  const unconfirmed = new Map<string, UploadCommand>();
  let stay: Stay | null = null;
  let isOnline = true;

  const askLeader = ({ channel }: Stay) => {
    channel.post({ type: 'hello' });
    for (const [id, command] of unconfirmed) channel.post({ type: 'command', id, command });
  };
  // Thousands of items change many times a second: pages and tabs are told in one go.
  const throttle = createThrottle(clock, SHOW_EVERY_MS, () => {
    if (stay?.leading) state.setState(stay.leading.snapshot(), true);
    if (stay?.isFollowed) tell(stay);
  });

  // Working and showing take a task each, so that neither makes the other hold the page up.
  let isShowing = false;
  const showSoon = async () => {
    if (isShowing) return;
    isShowing = true;
    await yieldToMain();
    isShowing = false;
    throttle.ask();
  };

  function tell(now: Stay): void {
    const after = state.getState();
    now.channel.post({ type: 'queue', change: changeBetween(now.told, after) });
    now.told = after;
  }

  /** Carries a command out. Resolves to whether it would outlive this tab: else the next leader has to carry it out. */
  async function carryOut(engine: UploadEngine, command: UploadCommand): Promise<boolean> {
    const done = engine.send(command);
    // What a person does shows at once; but files come in many commands, and the list of thousands would be made anew for each.
    if (command.type !== 'add') state.setState(engine.snapshot(), true);
    await done;
    return !engine.superseded.aborted;
  }

  /** As for those of other tabs: files are kept until they would outlive this one. Adding them twice does no harm, as what a person decided would. */
  async function carryOutOwn(engine: UploadEngine, command: UploadCommand): Promise<void> {
    const id = randomId();
    if (command.type === 'add') unconfirmed.set(id, command);
    if (await carryOut(engine, command)) unconfirmed.delete(id);
  }

  function take(now: Stay, message: TabMessage): void {
    const { leading, channel } = now;
    switch (message.type) {
      case 'hello':
        now.told = null;
        now.isFollowed = true;
        if (leading) tell(now);
        return;
      case 'command':
        if (leading === null) return;
        // Confirmed only once it would outlive this tab: until then the other one keeps it, and its files.
        void carryOut(leading, withOwnBytes(message.command)).then((isDone) => isDone && channel.post({ type: 'done', id: message.id }), ignoreAbort);
        return;
      case 'done':
        unconfirmed.delete(message.id);
        return;
      case 'leading':
        return askLeader(now);
      case 'queue':
        if (leading === null) state.setState(applyChange(state.getState(), message.change), true);
    }
  }

  async function lead(now: Stay): Promise<void> {
    const { signal } = now.stopping;
    // A tab that stops lets go of the lock at once, however long its disk takes.
    const engine = await Promise.race([open(signal), aborts(signal)]);
    if (!engine) return;
    await Promise.race([engine.ready, aborts(signal)]);
    if (signal.aborted) return engine.stop();
    now.leading = engine;
    engine.subscribe(() => void showSoon());
    void engine.send({ type: 'set-online', online: isOnline });
    // Shown only after the last of them: whoever sent one may go by what is shown.
    const commands = [...unconfirmed.values()];
    unconfirmed.clear();
    for (const command of commands) void (command.type === 'add' ? carryOutOwn(engine, command) : engine.send(command));
    throttle.ask();
    now.channel.post({ type: 'leading' });
    // The lock is held until this tab stops, is suspended, or closes. One that lost it unawares learns of that from the disk.
    await aborts(AbortSignal.any([signal, engine.superseded]));
    if (signal.aborted) return;
    end();
    begin();
  }

  function begin(): void {
    if (lifecycle.isSuspended()) return;
    const now: Stay = { channel: openChannel(name, lifecycle), stopping: new AbortController(), leading: null, told: null, isFollowed: false };
    stay = now;
    now.channel.listen((message) => take(now, message));
    void requestLock(name, { signal: now.stopping.signal }, () => lead(now)).catch(ignoreAbort);
    askLeader(now);
  }

  function end(): void {
    if (stay === null) return;
    const { stopping, leading, channel } = stay;
    stay = null;
    stopping.abort(new DOMException('Stopped', 'AbortError'));
    leading?.stop();
    channel.close();
  }

  const unsubscribe = lifecycle.subscribe((event) => {
    if (event === 'frozen' || event === 'closing') end();
    if (event === 'restored') begin();
  });
  begin();

  return {
    state,
    send(command) {
      if (command.type === 'set-online') isOnline = command.online;
      if (stay?.leading) return void carryOutOwn(stay.leading, command);
      const id = randomId();
      unconfirmed.set(id, command);
      stay?.channel.post({ type: 'command', id, command });
    },
    losesOnClose: () => (stay?.leading ? stay.leading.losesOnClose() : [...unconfirmed.values()].some((command) => command.type === 'add')),
    stop() {
      unsubscribe();
      end();
      throttle.stop();
    },
  };
}

async function aborts(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => resolve(), { once: true });
  await promise;
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
}
