import { onlineManager } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { JobsClient } from '#src/jobs-api/client.ts';
import { systemClock } from './clock.ts';
import { createUploadEngine, type UploadEngine } from './engine.ts';
import { openQueueStorage } from './idb-queue-storage.ts';
import { createMemoryStorage } from './memory-queue-storage.ts';
import { EMPTY_QUEUE, type QueueState } from './queue-state.ts';
import { xhrTransfer } from './transfer.ts';

const UploadContext = createContext<UploadEngine | null>(null);
const noQueue = createStore<QueueState>(() => EMPTY_QUEUE);

/** What the provider needs from the app. */
export interface UploadProviderProps {
  /** The session's fingerprint: every account has a queue of its own. null while nobody is signed in. */
  readonly account: string | null;
  /** ms epoch of the last answer on who is signed in; a queue that waited for a sign-in then goes on. */
  readonly signedInAt: number;
  readonly api: JobsClient;
  readonly onSubmitted: (jobId: string) => void;
  readonly children: ReactNode;
}

/** Runs the account's upload engine for as long as the page lives, whichever page is shown. */
export function UploadProvider({ account, signedInAt, api, onSubmitted, children }: UploadProviderProps) {
  const [engine, setEngine] = useState<UploadEngine | null>(null);
  useEffect(() => {
    if (account === null) return undefined;
    let ended = false;
    let started: UploadEngine | null = null;
    let unsubscribe = () => {};
    void (async () => {
      // Without a disk (a private window, a full one) the queue still works for as long as the page lives.
      const storage = await openQueueStorage(account).catch(createMemoryStorage);
      if (ended) return;
      const current = createUploadEngine({ api, transfer: xhrTransfer, storage, clock: systemClock, onSubmitted });
      current.setOnline(onlineManager.isOnline());
      unsubscribe = onlineManager.subscribe((online) => current.setOnline(online));
      started = current;
      setEngine(current);
    })();
    return () => {
      ended = true;
      unsubscribe();
      started?.stop();
      setEngine(null);
    };
  }, [account, api, onSubmitted]);
  useEffect(() => {
    if (signedInAt > 0) engine?.release();
  }, [engine, signedInAt]);
  return <UploadContext value={engine}>{children}</UploadContext>;
}

/** The running engine; null until the queue's disk has been opened. */
export function useUploadEngine(): UploadEngine | null {
  return use(UploadContext);
}

/** A part of the queue's state; an empty queue until the engine runs. */
export function useQueue<T>(select: (state: QueueState) => T): T {
  return useStore(use(UploadContext)?.state ?? noQueue, select);
}
