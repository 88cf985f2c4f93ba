/** What one job cost, as an answer said it. */
export interface JobCost {
  readonly jobId: string;
  /** Credits, 0 or more. */
  readonly cost: number;
  /** When the job was made, ms epoch; 0 when no answer says. */
  readonly at: number;
}

/** The costs of the newest jobs by task type, newest first; by the task type's key. */
export type CostTable = Readonly<Record<string, readonly JobCost[]>>;

/** How many costs are kept of a task type. */
export const COSTS_KEPT = 1_000;

/** How many of them, the newest, tell what such jobs cost lately. */
export const COSTS_LATELY = 10;

/** The table with one more cost. A job that is known already stays as it is, unless its cost changed; a cost below 0 or not finite is left out. */
export function withCost(table: CostTable, taskTypeId: string, { jobId, cost, at }: JobCost): CostTable {
  const known = table[taskTypeId] ?? [];
  if (!Number.isFinite(cost) || cost < 0 || known.some((one) => one.jobId === jobId && one.cost === cost)) return table;
  // Details are read in no order of time.
  const costs = [{ jobId, cost, at }, ...known.filter((one) => one.jobId !== jobId)].toSorted((one, other) => other.at - one.at);
  return { ...table, [taskTypeId]: costs.slice(0, COSTS_KEPT) };
}

/** What some jobs did cost, as far as that is known. */
export interface Spending {
  readonly credits: number;
  /** How many of the jobs the credits are for. */
  readonly known: number;
}

/** Sums up what these jobs did cost. */
export function spentOn(table: CostTable, jobIds: Iterable<string>): Spending {
  const costs = new Map(Object.values(table).flatMap((known) => known.map(({ jobId, cost }) => [jobId, cost] as const)));
  const found = [...new Set(jobIds)].flatMap((jobId) => costs.get(jobId) ?? []);
  // Credits may have decimals, whose sum in binary has more of them than any of the costs.
  return { credits: Number(found.reduce((sum, cost) => sum + cost, 0).toFixed(6)), known: found.length };
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
    const costs = (table[id] ?? []).slice(0, COSTS_LATELY).map(({ cost }) => cost);
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
