import { useStore } from 'zustand';
import { pageLifecycle } from '#src/lib/page-lifecycle.ts';
import { randomId } from '#src/lib/random-id.ts';
import { openTabChannel } from '#src/lib/tab-channel.ts';
import { createJudgementStore, type JudgementStore, type JudgementState } from './judgement-store.ts';
import type { JudgementEntry, JudgementLog } from './judgement.ts';
import { openJudgementStorage } from './judgement-storage.ts';

const stores = new Map<string, JudgementStore>();

/** The judgement store of an account, one for as long as the page lives. `storeName` is the session's. */
export function judgementStoreOf(storeName: string): JudgementStore {
  const known = stores.get(storeName);
  if (known) return known;
  const judgements = createJudgementStore({
    storage: openJudgementStorage(storeName),
    channel: openTabChannel<readonly JudgementEntry[]>(`assay-review-${storeName}`),
    now: () => Date.now(),
    newId: randomId,
  });
  stores.set(storeName, judgements);
  pageLifecycle.subscribe((event) => event === 'restored' && void judgements.reload());
  return judgements;
}

/** Everything judged and drafted in an account, live across tabs. */
export function useJudgements(storeName: string): JudgementState {
  return useStore(judgementStoreOf(storeName).state);
}

/** Everything judged in an account, without what is only being written: changes seldom. */
export function useJudgementLog(storeName: string): JudgementLog {
  return useStore(judgementStoreOf(storeName).state, ({ log }) => log);
}
