import { onlineManager } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { JobReads } from '#src/jobs-api/client.ts';
import { NetworkError } from '#src/jobs-api/errors.ts';
import type { JobCommands } from '#src/jobs-api/job-commands.ts';
import { systemClock } from '#src/lib/clock.ts';
import { createUploadEngine } from '../engine/engine.ts';
import { incomingFiles } from '../engine/incoming-files.ts';
import { stageIncomingFiles } from '../engine/stage-incoming-files.ts';
import type { Hasher } from '../content/hasher.ts';
import { loadSteps } from '../engine/load-steps.ts';
import type { Inspector } from '../content/inspect-content.ts';
import { openStorage } from '../storage/open-storage.ts';
import { EMPTY_QUEUE, type QueueState } from '../model/queue-state.ts';
import type { UploadQueue } from '../model/queue.ts';
import { createTabQueue } from '../engine/tab-queue.ts';
import type { Thumbnailer } from '../content/thumbnailer.ts';
import type { Transfer } from '../engine/transfer.ts';
import { watchSubmitted } from '../engine/watch-submitted.ts';

/** An account's queue. */
interface UploadAccount {
  readonly storeName: string;
  readonly queue: UploadQueue;
}

const UploadContext = createContext<UploadAccount | null>(null);
// A file without a small picture is no worse off.
const picture: Thumbnailer = async (...asked) => (await import('../content/thumbnailer.ts').catch(() => null))?.mediaThumbnailer(...asked) ?? null;

// Their code, and their workers, come with the first file.
const inspect: Inspector = async (file) => (await import('../content/inspect-content.ts')).inspectContent(file);
const loadHasher = async () => (await import('../content/hasher.ts')).createWorkerHasher();
let hasher: Promise<Hasher> | null = null;
const hash: Hasher = async (...asked) => {
  try {
    hasher ??= loadHasher();
    return await (await hasher)(...asked);
  } catch {
    // The upload goes on without its fingerprint; the next file tries again.
    hasher = null;
    return null;
  }
};

// Its code comes with the first bytes that are sent.
const transfer: Transfer = async (request) => {
  const { xhrTransfer } = await import('../engine/transfer.ts').catch((cause: unknown) => {
    throw new NetworkError('The code that uploads could not be loaded.', { cause });
  });
  return xhrTransfer(request);
};

const noQueue = createStore<QueueState>(() => EMPTY_QUEUE);

/** What the provider needs from the app. */
export interface UploadProviderProps {
  /** The session's `storeName`: every account has a queue of its own, also after its session ran out. null once nobody is signed in. */
  readonly storeName: string | null;
  /** ms epoch of the last answer that somebody is signed in, 0 when nobody is; a queue that waited for a sign-in then goes on. */
  readonly signedInAt: number;
  readonly api: JobReads;
  readonly commands: JobCommands;
  /** Called for each file that becomes a finalized job. */
  readonly onSubmitted: (jobId: string) => void;
  readonly children: ReactNode;
}

/** Keeps the account's upload queue going for as long as the page lives, whichever page is shown. */
export function UploadProvider({ storeName, signedInAt, api, commands, onSubmitted, children }: UploadProviderProps) {
  const [opened, setOpened] = useState<UploadAccount | null>(null);
  useEffect(() => {
    if (storeName === null) return undefined;
    const open = async (stopped: AbortSignal) => {
      const storage = await openStorage(storeName);
      if (stopped.aborted) storage.close();
      stopped.throwIfAborted();
      return createUploadEngine({ api, commands, transfer, storage, clock: systemClock, hash, inspect, picture, loadSteps });
    };
    const queue = createTabQueue({ storeName, open, clock: systemClock });
    const tellOnline = () => queue.send({ type: 'set-online', online: onlineManager.isOnline() });
    const unsubscribe = onlineManager.subscribe(tellOnline);
    const stopWatching = watchSubmitted(queue.state, onSubmitted);
    tellOnline();
    setOpened({ storeName, queue });
    return () => {
      unsubscribe();
      stopWatching();
      queue.stop();
      setOpened(null);
    };
  }, [storeName, api, commands, onSubmitted]);
  // A queue whose session has ended works on, but is nobody's to see or to add to.
  const isSignedIn = signedInAt > 0;
  const shown = isSignedIn && opened?.storeName === storeName ? opened : null;
  useEffect(() => (shown === null ? undefined : stageIncomingFiles(shown.queue)), [shown]);
  useEffect(() => {
    const warnBeforeLoss = (event: BeforeUnloadEvent) => {
      if (incomingFiles.getState().length > 0 || opened?.queue.losesOnClose()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warnBeforeLoss);
    return () => window.removeEventListener('beforeunload', warnBeforeLoss);
  }, [opened]);
  useEffect(() => {
    // Right after a change of account, the queue at hand is still the last one's, which has stopped.
    if (signedInAt > 0 && opened?.storeName === storeName) opened?.queue.send({ type: 'release' });
  }, [opened, storeName, signedInAt]);
  return <UploadContext value={shown}>{children}</UploadContext>;
}

/** The account's queue; null while nobody is signed in. */
export function useUploadQueue(): UploadQueue | null {
  return use(UploadContext)?.queue ?? null;
}

/** The queue with the account that it belongs to; null while nobody is signed in. */
export function useUploadAccount(): UploadAccount | null {
  return use(UploadContext);
}

/** A part of the queue's state; of an empty queue while nobody is signed in. */
export function useQueueState<T>(select: (state: QueueState) => T): T {
  return useStore(use(UploadContext)?.queue.state ?? noQueue, select);
}
