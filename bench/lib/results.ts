import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';

import type { Row } from './row.ts';

/** What one part gave, and when. */
export interface PartResult {
  readonly title: string;
  readonly ours: string;
  /** ISO date and time. */
  readonly measuredAt: string;
  /** How long measuring took. */
  readonly seconds: number;
  readonly machine: string;
  readonly rows: readonly Row[];
}

/** The results of all parts by name; those measured earlier stay until they are measured again. */
export type Results = Readonly<Record<string, PartResult>>;

/** Reads what was measured before. */
export function readResults(path: string): Results {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** Keeps results. */
export function writeResults(path: string, results: Results): void {
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
}

/** What the figures were measured on, in a line. */
export function describeMachine(chromium: string): string {
  const [cpu] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return [`${cpus().length} cores`, cpu?.model.trim() ?? '', memory, `${type()} ${release()}`, `Node ${process.versions.node}`, chromium].filter(Boolean).join(', ');
}
