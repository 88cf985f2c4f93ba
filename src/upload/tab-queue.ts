import { createStore } from 'zustand/vanilla';
import type { Clock } from './clock.ts';
import { EMPTY_QUEUE, type QueueState } from './queue-state.ts';
import type { UploadCommand, UploadQueue } from './queue.ts';
import { applyChange, changeBetween, type TabMessage } from './tab-messages.ts';

/** What a tab needs to take part in the queue of its account. */
export interface TabQueueOptions {
  /** The session's fingerprint: tabs of one account share one queue. */
  readonly account: string;
  /** Starts the engine; called once this tab holds the lock, so that only one engine runs. */
  readonly open: () => Promise<UploadQueue>;
  readonly clock: Clock;
}

const TELL_EVERY_MS = 100;

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
  let leading: UploadQueue | null = null;
  let told: QueueState | null = null;
  let cancelTell: (() => void) | null = null;

  const post = (message: TabMessage) => channel.postMessage(message);
  const askLeader = () => {
    post({ type: 'hello' });
    for (const [id, command] of unconfirmed) post({ type: 'command', id, command });
  };

  function tell(): void {
    cancelTell = null;
    const now = state.getState();
    post({ type: 'queue', change: changeBetween(told, now) });
    told = now;
  }

  function onMessage({ data }: MessageEvent<TabMessage>): void {
    switch (data.type) {
      case 'hello':
        told = null;
        if (leading) tell();
        return;
      case 'command':
        if (leading === null) return;
        leading.send(data.command);
        return post({ type: 'done', id: data.id });
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
    const engine = await open();
    await becomesReady(engine);
    if (stopping.signal.aborted) return engine.stop();
    leading = engine;
    state.setState(engine.state.getState(), true);
    engine.state.subscribe((next) => {
      state.setState(next, true);
      cancelTell ??= clock.after(TELL_EVERY_MS, tell);
    });
    for (const command of unconfirmed.values()) engine.send(command);
    unconfirmed.clear();
    post({ type: 'leading' });
    // The lock is held until this tab stops, or closes.
    await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve, { once: true }));
  }

  channel.addEventListener('message', onMessage);
  void navigator.locks.request(channel.name, { signal: stopping.signal }, lead).catch(ignoreAbort);
  askLeader();

  return {
    state,
    send(command) {
      if (leading) return leading.send(command);
      const id = crypto.randomUUID();
      unconfirmed.set(id, command);
      post({ type: 'command', id, command });
    },
    losesOnClose: () => (leading ? leading.losesOnClose() : [...unconfirmed.values()].some((command) => command.type === 'add')),
    stop() {
      stopping.abort(new DOMException('Stopped', 'AbortError'));
      leading?.stop();
      cancelTell?.();
      channel.close();
    },
  };
}

async function becomesReady({ state }: UploadQueue): Promise<void> {
  if (state.getState().ready) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const unsubscribe = state.subscribe(({ ready }) => {
    if (ready) resolve();
  });
  await promise;
  unsubscribe();
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
}
