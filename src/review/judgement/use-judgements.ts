import { useStore } from 'zustand';
import { pageLifecycle } from '#src/lib/page-lifecycle.ts';
import { randomId } from '#src/lib/random-id.ts';
import { openTabChannel } from '#src/lib/tab-channel.ts';
import { createJudgementDesk, type JudgementDesk, type JudgementState } from './judgement-store.ts';
import type { JudgementEntry, JudgementLog } from './judgement.ts';
import { openJudgementStorage } from './judgement-storage.ts';

const desks = new Map<string, JudgementDesk>();

/** The desk of an account, one for as long as the page lives. `account` is the session's `storeName`. */
export function judgementDesk(account: string): JudgementDesk {
  const known = desks.get(account);
  if (known) return known;
  const desk = createJudgementDesk({
    storage: openJudgementStorage(account),
    channel: openTabChannel<readonly JudgementEntry[]>(`assay-review-${account}`),
    now: () => Date.now(),
    newId: randomId,
  });
  desks.set(account, desk);
  pageLifecycle.subscribe((event) => event === 'restored' && void desk.reload());
  return desk;
}

/** Everything judged and drafted in an account, live across tabs. */
export function useJudgements(account: string): JudgementState {
  return useStore(judgementDesk(account).state);
}

/** Everything judged in an account, without what is only being written: changes seldom. */
export function useJudgementLog(account: string): JudgementLog {
  return useStore(judgementDesk(account).state, ({ log }) => log);
}
