import { createStore } from 'zustand/vanilla';
import type { Clock } from './clock.ts';
import type { UploadEngine } from './engine.ts';
import { withOwnBytes } from './files-of-another-tab.ts';
import { nextTask } from '#src/ui/next-task.ts';
import { createPace } from './pace.ts';
import { EMPTY_QUEUE, type QueueState } from './queue-state.ts';
import type { UploadCommand, UploadQueue } from './queue.ts';
import { applyChange, changeBetween, type TabMessage } from './tab-messages.ts';

/** What a tab needs to take part in the queue of its account. */
export interface TabQueueOptions {
  /** The session's fingerprint: tabs of one account share one queue. */
  readonly account: string;
  /** Starts the engine; called once this tab holds the lock, so that only one engine runs. None may start once `stopped` has aborted. */
  readonly open: (stopped: AbortSignal) => Promise<UploadEngine>;
  readonly clock: Clock;
}

const SHOW_EVERY_MS = 250;

/**
 * One queue over all tabs of an account. A Web Lock chooses the tab that works; the others show its queue live and send
 * it their commands. When it closes, another one gets the lock, reads the disk and goes on.
 */
export function createTabQueue({ account, open, clock }: TabQueueOptions): UploadQueue {
  const state = createStore<QueueState>(() => EMPTY_QUEUE);
  const channel = new BroadcastChannel(`assay-upload-${account}`);
  const stopping = new AbortController();
  // Commands that no leader has confirmed: a leader may die with them.
  const unconfirmed = new Map<string, UploadCommand>();
  let leading: UploadEngine | null = null;
  // What the other tabs were told last; null while there are none, or one that knows nothing yet.
  let told: QueueState | null = null;
  let isFollowed = false;

  const post = (message: TabMessage) => channel.postMessage(message);
  const askLeader = () => {
    post({ type: 'hello' });
    for (const [id, command] of unconfirmed) post({ type: 'command', id, command });
  };
  // Thousands of items change many times a second: pages and tabs are told in one go.
  const pace = createPace(clock, SHOW_EVERY_MS, () => {
    if (leading) state.setState(leading.snapshot(), true);
    if (isFollowed) tell();
  });

  // Working and showing take a task each, so that neither makes the other hold the page up.
  let isShowing = false;
  const showSoon = async () => {
    if (isShowing) return;
    isShowing = true;
    await nextTask();
    isShowing = false;
    pace.ask();
  };

  function tell(): void {
    const now = state.getState();
    post({ type: 'queue', change: changeBetween(told, now) });
    told = now;
  }

  async function carryOut(engine: UploadEngine, command: UploadCommand): Promise<void> {
    const done = engine.send(command);
    // What a person does shows at once; but files come in many commands, and the list of thousands would be made anew for each.
    if (command.type !== 'add') state.setState(engine.snapshot(), true);
    await done;
  }

  function onMessage({ data }: MessageEvent<TabMessage>): void {
    switch (data.type) {
      case 'hello':
        told = null;
        isFollowed = true;
        if (leading) tell();
        return;
      case 'command':
        if (leading === null) return;
        // Confirmed only once it would outlive this tab: until then the other one keeps it, and its files.
        void carryOut(leading, withOwnBytes(data.command)).then(() => post({ type: 'done', id: data.id }), ignoreAbort);
        return;
      case 'done':
        unconfirmed.delete(data.id);
        return;
      case 'leading':
        return askLeader();
      case 'queue':
        if (leading === null) state.setState(applyChange(state.getState(), data.change), true);
    }
  }

  async function lead(): Promise<void> {
    const { signal } = stopping;
    // A tab that stops lets go of the lock at once, however long its disk takes.
    const engine = await Promise.race([open(signal), aborts(signal)]);
    if (!engine) return;
    await Promise.race([engine.ready, aborts(signal)]);
    if (signal.aborted) return engine.stop();
    leading = engine;
    engine.subscribe(() => void showSoon());
    // Shown only after the last of them: whoever sent one may go by what is shown.
    for (const command of unconfirmed.values()) void engine.send(command);
    unconfirmed.clear();
    pace.ask();
    post({ type: 'leading' });
    // The lock is held until this tab stops, or closes.
    await aborts(signal);
  }

  channel.addEventListener('message', onMessage);
  void navigator.locks.request(channel.name, { signal: stopping.signal }, lead).catch(ignoreAbort);
  askLeader();

  return {
    state,
    send(command) {
      if (leading) return void carryOut(leading, command);
      const id = crypto.randomUUID();
      unconfirmed.set(id, command);
      post({ type: 'command', id, command });
    },
    losesOnClose: () => (leading ? leading.losesOnClose() : [...unconfirmed.values()].some((command) => command.type === 'add')),
    stop() {
      stopping.abort(new DOMException('Stopped', 'AbortError'));
      leading?.stop();
      pace.stop();
      channel.close();
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
