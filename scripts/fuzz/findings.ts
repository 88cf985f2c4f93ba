import type { Violation } from './invariants.ts';

const SEEDS_KEPT = 3;

interface Finding {
  count: number;
  readonly seeds: number[];
  readonly detail: string;
}

/** What was found, by kind: how often, the first seeds, and the first of them in detail. */
export class Findings {
  readonly #byKind = new Map<string, Finding>();

  /** Notes what a seed broke; returns the kinds that were not seen before. */
  add(seed: number, violations: readonly Violation[]): readonly Violation[] {
    const fresh: Violation[] = [];
    for (const violation of violations) {
      const known = this.#byKind.get(violation.kind);
      if (known === undefined) fresh.push(violation);
      const finding = known ?? { count: 0, seeds: [], detail: violation.detail };
      finding.count += 1;
      if (finding.seeds.at(-1) !== seed && finding.seeds.length < SEEDS_KEPT) finding.seeds.push(seed);
      this.#byKind.set(violation.kind, finding);
    }
    return fresh;
  }

  get isEmpty(): boolean {
    return this.#byKind.size === 0;
  }

  /** One line a kind, the most frequent first. */
  lines(): readonly string[] {
    const sorted = [...this.#byKind].toSorted(([, a], [, b]) => b.count - a.count);
    return sorted.map(([kind, { count, seeds }]) => `${count} × ${kind} (--seed ${seeds.join(', ')})`);
  }
}
