/** What one job cost, as an answer said it. */
export interface JobCost {
  readonly jobId: string;
  /** Credits, 0 or more. */
  readonly cost: number;
}

/** The last costs by task type, newest first; by the task type's key. */
export type CostTable = Readonly<Record<string, readonly JobCost[]>>;

/** How many costs are kept of a task type. */
export const COSTS_KEPT = 10;

/** The table with one more cost. A job that is known already stays as it is, unless its cost changed; a cost below 0 or not finite is left out. */
export function withCost(table: CostTable, taskTypeId: string, { jobId, cost }: JobCost): CostTable {
  const known = table[taskTypeId] ?? [];
  if (!Number.isFinite(cost) || cost < 0 || known.some((one) => one.jobId === jobId && one.cost === cost)) return table;
  return { ...table, [taskTypeId]: [{ jobId, cost }, ...known.filter((one) => one.jobId !== jobId)].slice(0, COSTS_KEPT) };
}

/** What jobs may cost together, going by what such jobs cost lately. */
export interface CostEstimate {
  /** Credits: the sum of the lowest and of the highest cost of each type that is known. */
  readonly least: number;
  readonly most: number;
  /** Jobs of types of which no answer has told a cost: they are in neither sum. */
  readonly unknown: number;
}

/** Estimates what one job of each of these task types costs; a type may be named several times. */
export function estimateCosts(table: CostTable, taskTypeIds: readonly string[]): CostEstimate {
  let least = 0;
  let most = 0;
  let unknown = 0;
  for (const id of taskTypeIds) {
    const costs = (table[id] ?? []).map(({ cost }) => cost);
    if (costs.length === 0) unknown += 1;
    else {
      least += Math.min(...costs);
      most += Math.max(...costs);
    }
  }
  return { least, most, unknown };
}

/** What an estimate comes to, without what is not known: "4 to 6 credits". */
export function creditsInWords({ least, most }: Pick<CostEstimate, 'least' | 'most'>): string {
  return `${least === most ? least : `${least} to ${most}`} ${least === 1 && most === 1 ? 'credit' : 'credits'}`;
}

/** An estimate as a sentence; claims nothing of what no answer has told. */
export function costSentence({ unknown, ...credits }: CostEstimate, jobs: number): string {
  if (unknown === jobs) return 'What such jobs cost has not been told yet.';
  const rest = unknown === 0 ? '' : `; of ${unknown} the cost has not been told yet`;
  return `Such jobs cost ${creditsInWords(credits)} lately${rest}.`;
}
