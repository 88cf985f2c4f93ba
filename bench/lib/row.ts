import type { Goal, Part, Sample } from './part.ts';
import { median, spread } from './statistics.ts';

/** All runs of one contestant at one metric. */
export interface Figure {
  readonly median: number;
  /** From the lowest run to the highest, as a share of the median. */
  readonly spread: number;
  readonly runs: readonly number[];
}

/** One line of the table, as `bench/results.json` keeps it. */
export interface Row {
  readonly metric: string;
  readonly unit: string;
  readonly better: 'less' | 'more';
  /** null in the line of a figure of ours that has nobody beside it. */
  readonly peer: string | null;
  readonly ours: Figure | null;
  readonly theirs: Figure | null;
  /** Ours divided by the peer's. */
  readonly ratio: number | null;
  /** In words; '' where there is none. */
  readonly goal: string;
  /** null where there is no goal, or no figure to hold against it. */
  readonly met: boolean | null;
  /** Why a figure is missing. */
  readonly problem: string | null;
}

interface Standing {
  readonly samples: readonly Sample[];
  readonly problem: string | null;
}

/** The lines of a part: one for each metric and peer, and one for each figure of ours that is held against a number. */
export function rowsOf(part: Part, standings: ReadonlyMap<string, Standing>): readonly Row[] {
  return Object.entries(part.metrics).flatMap(([metric, { label, unit, better }]) => {
    const figureOf = (name: string) => figure((standings.get(name)?.samples ?? []).flatMap((sample) => sample[metric] ?? []));
    const ours = figureOf(part.ours);
    const line = (peer: string | null, goal: Goal | undefined): Row => {
      const theirs = peer === null ? null : figureOf(peer);
      const problem = standings.get(part.ours)?.problem ?? (peer === null ? null : standings.get(peer)?.problem) ?? null;
      const ratio = ours && theirs && theirs.median !== 0 ? ours.median / theirs.median : null;
      return { metric: label, unit, better, peer, ours, theirs, ratio, goal: goal ? inWords(goal, unit) : '', met: goal ? isMet(goal, ours, theirs) : null, problem };
    };
    const goals = part.goals.filter((goal) => goal.metric === metric);
    const alone = goals.filter((goal) => !('peer' in goal)).map((goal) => line(null, goal));
    const beside = part.peers.flatMap((peer) => {
      const held = goals.filter((goal) => 'peer' in goal && goal.peer === peer);
      const rows = held.length > 0 ? held.map((goal) => line(peer, goal)) : [line(peer, undefined)];
      // A peer that does not have this figure at all is not part of its rows.
      return rows.filter((row) => row.theirs !== null || row.problem !== null);
    });
    return alone.length + beside.length > 0 ? [...alone, ...beside] : [line(null, undefined)];
  });
}

function figure(runs: readonly number[]): Figure | null {
  return runs.length === 0 ? null : { median: median(runs), spread: spread(runs), runs };
}

function isMet(goal: Goal, ours: Figure | null, theirs: Figure | null): boolean | null {
  if (!ours) return null;
  if ('atMost' in goal) return ours.median <= goal.atMost;
  if ('atLeast' in goal) return ours.median >= goal.atLeast;
  if (!theirs) return null;
  if ('ratioAtMost' in goal) return ours.median <= theirs.median * goal.ratioAtMost;
  if ('ratioAtLeast' in goal) return ours.median >= theirs.median * goal.ratioAtLeast;
  return ours.median - theirs.median <= goal.addedAtMost;
}

function inWords(goal: Goal, unit: string): string {
  const withUnit = (value: number) => `${value}${unit === '' ? '' : ` ${unit}`}`;
  if ('atMost' in goal) return `at most ${withUnit(goal.atMost)}`;
  if ('atLeast' in goal) return `at least ${withUnit(goal.atLeast)}`;
  if ('ratioAtMost' in goal) return `at most ${goal.ratioAtMost} of it`;
  if ('ratioAtLeast' in goal) return `at least ${goal.ratioAtLeast} of it`;
  return `at most ${withUnit(goal.addedAtMost)} more`;
}
