import { useStore } from 'zustand';
import { createJudgementDesk, type JudgementDesk, type JudgementState } from './judgement-desk.ts';
import type { JudgementEntry, JudgementLog } from './judgement.ts';
import { openJudgementStorage } from './judgement-storage.ts';

const desks = new Map<string, JudgementDesk>();

/** The desk of an account, one for as long as the page lives. `account` is the session's fingerprint. */
export function judgementDesk(account: string): JudgementDesk {
  const known = desks.get(account);
  if (known) return known;
  const channel = new BroadcastChannel(`assay-review-${account}`);
  const desk = createJudgementDesk({
    storage: openJudgementStorage(account),
    channel: {
      post: (entries) => channel.postMessage(entries),
      listen: (onEntries) => channel.addEventListener('message', ({ data }: MessageEvent<readonly JudgementEntry[]>) => onEntries(data)),
    },
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
  });
  desks.set(account, desk);
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
