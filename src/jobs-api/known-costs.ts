import * as z from 'zod/mini';
import type { CostTable } from './job-costs.ts';

const storedSchema = z.record(z.string(), z.array(z.tuple([z.string(), z.number(), z.number()])));

/** Where the costs of an account are stored. */
export const costsKeyOf = (storeName: string) => `assay.costs.${storeName}`;

/** What jobs of this account did cost, as this browser has read it; empty when nothing is known or can be read. */
export function knownCosts(storeName: string): CostTable {
  return readCosts(storedCosts(storeName));
}

/** The same as it is stored: another text whenever something else is known. null while nothing is. */
export function storedCosts(storeName: string): string | null {
  try {
    return localStorage.getItem(costsKeyOf(storeName));
  } catch {
    return null;
  }
}

/** Reads what {@link storedCosts} gives; empty for anything else. */
export function readCosts(stored: string | null): CostTable {
  try {
    const table = storedSchema.parse(JSON.parse(stored ?? '{}'));
    return Object.fromEntries(Object.entries(table).map(([taskType, costs]) => [taskType, costs.map(([jobId, cost, at]) => ({ jobId, cost, at }))]));
  } catch {
    return {};
  }
}
