import type { Verdict } from './read-verdict.ts';

/** A completed job, as far as its place in the queue goes. */
export interface ReviewCandidate {
  readonly jobId: string;
  readonly reading: Pick<Verdict, 'outcome' | 'direction' | 'confidence'>;
  /** ms epoch; null when it is not known. */
  readonly completedAt: number | null;
}

const DAY_MS = 86_400_000;
const LONGEST_WAIT_DAYS = 7;

/**
 * The jobs that wait for a judgement, the one that needs eyes most first. Doubt, 0 to 1, and waiting, 0 to 1 over seven
 * days, count the same: what is clear comes up in time as well.
 * @param judged job ids
 * @param now ms epoch
 */
export function reviewQueue(candidates: readonly ReviewCandidate[], judged: { has: (jobId: string) => boolean }, now: number): readonly string[] {
  return candidates
    .filter(({ jobId, reading }) => !judged.has(jobId) && isAboutAuthenticity(reading))
    .map((candidate) => ({ jobId: candidate.jobId, urgency: doubt(candidate.reading) + waiting(candidate.completedAt, now) }))
    .toSorted((a, b) => b.urgency - a.urgency || a.jobId.localeCompare(b.jobId, 'en', { numeric: true }))
    .map(({ jobId }) => jobId);
}

// A face vector or two audio tracks leave nothing to judge; a result that contradicts itself does.
function isAboutAuthenticity({ direction, outcome }: ReviewCandidate['reading']): boolean {
  return direction !== 'none' || outcome === 'contradiction';
}

function doubt({ direction, confidence }: ReviewCandidate['reading']): number {
  return direction === 'none' || confidence === null ? 1 : 1 - Math.abs(2 * confidence - 1);
}

function waiting(completedAt: number | null, now: number): number {
  if (completedAt === null) return 0;
  return Math.min(Math.max((now - completedAt) / (LONGEST_WAIT_DAYS * DAY_MS), 0), 1);
}
