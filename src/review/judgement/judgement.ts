import { READER_VERSION } from '#src/lib/reader-version.ts';
import { bandOf, type Thresholds } from '../thresholds/bands.ts';
import type { Verdict } from '../result/read-verdict.ts';

/** What an analyst can conclude. */
export const JUDGEMENTS = ['authentic', 'manipulated', 'inconclusive'] as const;

/** One of {@link JUDGEMENTS}. */
export type JudgementVerdict = (typeof JUDGEMENTS)[number];

/** The conclusions in words. */
export const JUDGEMENT_WORDS: Readonly<Record<JudgementVerdict, string>> = {
  authentic: 'Authentic',
  manipulated: 'Manipulated',
  inconclusive: 'Inconclusive',
};

/** What an analyst fills in. */
export interface JudgementFields {
  readonly verdict: JudgementVerdict;
  readonly reason: string;
  readonly tags: readonly string[];
  readonly notes: string;
}

/** What the detector had said when the analyst judged; kept, so that a disagreement can be told without the result. */
export interface DetectorSaid extends Pick<Verdict, 'finding' | 'direction' | 'confidence' | 'simulated'> {
  /** The version of the reader that made it; absent for what was kept before there were versions. */
  readonly readerVersion?: number | undefined;
  readonly taskTypeId: string | null;
}

interface EntryBase {
  /** A UUID: what makes the same entry the same in every browser. */
  readonly id: string;
  readonly jobId: string;
  /** ms epoch. */
  readonly at: number;
}

/** An analyst's judgement of a job. */
export interface JudgedEntry extends EntryBase, JudgementFields {
  readonly kind: 'judged';
  /** null when the job had no result. */
  readonly detector: DetectorSaid | null;
}

/** Takes one judgement back. */
export interface UndoneEntry extends EntryBase {
  readonly kind: 'undone';
  /** The judgement that no longer holds. */
  readonly entryId: string;
}

/** One line of a job's history. Entries are only ever added, never changed: nothing can be overwritten. */
export type JudgementEntry = JudgedEntry | UndoneEntry;

/** Every job's entries, by job id, oldest first. */
export type JudgementLog = ReadonlyMap<string, readonly JudgementEntry[]>;

/** The judgement that holds: the latest one that was not taken back; null without one. */
export function currentJudgement(entries: readonly JudgementEntry[]): JudgedEntry | null {
  const undone = undoneIds(entries);
  return entries.findLast((entry): entry is JudgedEntry => entry.kind === 'judged' && !undone.has(entry.id)) ?? null;
}

/** The ids of the judgements that were taken back. */
export function undoneIds(entries: readonly JudgementEntry[]): ReadonlySet<string> {
  return new Set(entries.flatMap((entry) => (entry.kind === 'undone' ? [entry.entryId] : [])));
}

/** The log with more entries in it, in the order of their times; one whose id is known already changes nothing. Without any, the same log. */
export function addEntries(log: JudgementLog, added: readonly JudgementEntry[]): JudgementLog {
  if (added.length === 0) return log;
  const next = new Map(log);
  for (const [jobId, entries] of Map.groupBy(added, (entry) => entry.jobId)) {
    const known = next.get(jobId) ?? [];
    const ids = new Set(known.map(({ id }) => id));
    const fresh = [...new Map(entries.map((entry) => [entry.id, entry])).values()].filter(({ id }) => !ids.has(id));
    // The id decides between equal times, so that every browser gets the same order.
    if (fresh.length > 0) next.set(jobId, [...known, ...fresh].toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)));
  }
  return next;
}

/** A time for a new entry: now, but after everything that is there, so that it holds although a clock elsewhere ran fast. */
export function timeAfter(entries: readonly JudgementEntry[], now: number): number {
  return Math.max(now, (entries.at(-1)?.at ?? 0) + 1);
}

/** What the detector had said, if today's reader read it; null for what an older one read, which may have been misread. */
export function trustedDetector(detector: DetectorSaid | null): DetectorSaid | null {
  return detector?.readerVersion === READER_VERSION ? detector : null;
}

/** Whether an analyst concluded the opposite of what the detector calls likely. */
export function disagrees(verdict: JudgementVerdict, detector: Pick<Verdict, 'direction' | 'confidence'> | null, thresholds: Thresholds): boolean {
  const band = detector === null ? 'none' : bandOf(detector, thresholds);
  return (verdict === 'authentic' && band === 'manipulated') || (verdict === 'manipulated' && band === 'authentic');
}

/** Tags as people write them, separated by commas: trimmed, each once. */
export function parseTags(text: string): readonly string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()).filter((tag) => tag !== ''))];
}
