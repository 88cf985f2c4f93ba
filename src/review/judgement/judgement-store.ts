import { createStore, type StoreApi } from 'zustand/vanilla';
import { addEntries, currentJudgement, timeAfter, type DetectorSaid, type JudgementEntry, type JudgementFields, type JudgementLog } from './judgement.ts';
import type { Draft, JudgementStorage } from './judgement-storage.ts';
import { mostUsedTags } from './most-used-tags.ts';
import { mergeEntries, type MergeOutcome } from './judgements-file.ts';

/** What is known of judgements. */
export interface JudgementState {
  /** False until the disk was read; nothing can be said of what was judged before that. */
  readonly loaded: boolean;
  /** Why the disk could not be read; null while nothing is wrong. */
  readonly problem: Error | null;
  readonly log: JudgementLog;
  /** The tags in use, most used first; at most eight. */
  readonly tags: readonly string[];
  readonly drafts: ReadonlyMap<string, Draft>;
}

/** How tabs tell each other of new entries. */
export interface JudgementChannel {
  readonly post: (entries: readonly JudgementEntry[]) => void;
  readonly listen: (onEntries: (entries: readonly JudgementEntry[]) => void) => void;
}

/** What a judgement store works with. */
export interface JudgementStoreParts {
  readonly storage: JudgementStorage;
  readonly channel: JudgementChannel;
  /** ms epoch. */
  readonly now: () => number;
  readonly newId: () => string;
}

/** The judgements of one account, and what can be done with them. What changes something rejects when the disk refuses it. */
export interface JudgementStore {
  readonly state: StoreApi<JudgementState>;
  readonly judge: (jobId: string, fields: JudgementFields, detector: DetectorSaid | null) => Promise<void>;
  /** Takes back the judgement that holds; the one before it holds again. Nothing happens without one. */
  readonly undo: (jobId: string) => Promise<void>;
  readonly importEntries: (entries: readonly JudgementEntry[]) => Promise<MergeOutcome>;
  /** Keeps what is filled in; the form shows it again after a reload. */
  readonly setDraft: (draft: Draft) => Promise<void>;
  readonly dropDraft: (jobId: string) => Promise<void>;
  /** Reads the disk again: other tabs may have judged while this page was suspended. */
  readonly reload: () => Promise<void>;
}

/** Opens the store: reads the disk, and follows what other tabs add. */
export function createJudgementStore({ storage, channel, now, newId }: JudgementStoreParts): JudgementStore {
  const state = createStore<JudgementState>(() => ({ loaded: false, problem: null, log: new Map(), tags: [], drafts: new Map() }));
  function take(entries: readonly JudgementEntry[]): void {
    const log = addEntries(state.getState().log, entries);
    state.setState({ log, tags: mostUsedTags(log) });
  }
  channel.listen(take);

  async function load(): Promise<void> {
    const { entries, drafts } = await storage.load();
    take(entries);
    // What was typed while the disk was being read is newer.
    state.setState((current) => ({ loaded: true, drafts: new Map([...drafts.map((draft) => [draft.jobId, draft] as const), ...current.drafts]) }));
  }
  const read = () => load().catch((error: unknown) => {
    state.setState({ problem: error instanceof Error ? error : new Error(String(error)) });
  });
  const loading = read();

  async function add(entries: readonly JudgementEntry[]): Promise<void> {
    await storage.add(entries);
    take(entries);
    channel.post(entries);
  }

  const base = (jobId: string) => ({ id: newId(), jobId, at: timeAfter(state.getState().log.get(jobId) ?? [], now()) });
  const withDraft = (jobId: string, draft: Draft | null) =>
    state.setState(({ drafts }) => {
      const next = new Map(drafts);
      if (draft === null) next.delete(jobId);
      else next.set(jobId, draft);
      return { drafts: next };
    });

  async function dropDraft(jobId: string): Promise<void> {
    withDraft(jobId, null);
    await storage.removeDraft(jobId);
  }

  return {
    state,
    async judge(jobId, fields, detector) {
      await loading;
      await add([{ ...base(jobId), kind: 'judged', ...fields, detector }]);
      await dropDraft(jobId);
    },
    async undo(jobId) {
      await loading;
      const current = currentJudgement(state.getState().log.get(jobId) ?? []);
      if (current !== null) await add([{ ...base(jobId), kind: 'undone', entryId: current.id }]);
    },
    async importEntries(entries) {
      await loading;
      const outcome = mergeEntries(state.getState().log, entries);
      await add(outcome.added);
      return outcome;
    },
    async setDraft(draft) {
      withDraft(draft.jobId, draft);
      await storage.saveDraft(draft);
    },
    dropDraft,
    reload: read,
  };
}
