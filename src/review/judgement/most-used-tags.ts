import { currentJudgement, type JudgementLog } from './judgement.ts';

const MOST = 8;

/** The tags that most jobs bear, most used first; at most eight. */
export function mostUsedTags(log: JudgementLog): readonly string[] {
  const uses = new Map<string, number>();
  for (const entries of log.values()) for (const tag of currentJudgement(entries)?.tags ?? []) uses.set(tag, (uses.get(tag) ?? 0) + 1);
  return [...uses].toSorted(([tagA, a], [tagB, b]) => b - a || tagA.localeCompare(tagB)).slice(0, MOST).map(([tag]) => tag);
}
