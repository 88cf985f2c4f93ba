import { useStore } from 'zustand';
import { pageLifecycle } from '#src/lib/page-lifecycle.ts';
import { randomId } from '#src/lib/random-id.ts';
import { openTabChannel } from '#src/lib/tab-channel.ts';
import { createJudgementStore, type JudgementStore, type JudgementState } from './judgement-store.ts';
import type { JudgementEntry, JudgementLog } from './judgement.ts';
import { openJudgementStorage } from './judgement-storage.ts';

const stores = new Map<string, JudgementStore>();

/** The judgement store of an account, one for as long as the page lives. `account` is the session's `storeName`. */
export function judgementStoreOf(account: string): JudgementStore {
  const known = stores.get(account);
  if (known) return known;
  const judgements = createJudgementStore({
    storage: openJudgementStorage(account),
    channel: openTabChannel<readonly JudgementEntry[]>(`assay-review-${account}`),
    now: () => Date.now(),
    newId: randomId,
  });
  stores.set(account, judgements);
  pageLifecycle.subscribe((event) => event === 'restored' && void judgements.reload());
  return judgements;
}

/** Everything judged and drafted in an account, live across tabs. */
export function useJudgements(account: string): JudgementState {
  return useStore(judgementStoreOf(account).state);
}

/** Everything judged in an account, without what is only being written: changes seldom. */
export function useJudgementLog(account: string): JudgementLog {
  return useStore(judgementStoreOf(account).state, ({ log }) => log);
}
