import { existsSync, readFileSync } from 'node:fs';

import * as z from 'zod/mini';

/** How many tests passed and failed. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
}

/** The counts before any test. */
export const noTests: TestCounts = { passed: 0, failed: 0 };

const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
const playwrightReport = z.object({ stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }) });

/** The counts of Vitest's JSON report at `path`; none when it ended before it wrote one. */
export function vitestCounts(path: string): TestCounts {
  if (!existsSync(path)) return noTests;
  const { numPassedTests, numFailedTests } = vitestReport.parse(readJson(path));
  return { passed: numPassedTests, failed: numFailedTests };
}

/** The counts of Playwright's JSON report at `path`; a test that passed only at a later try failed. */
export function playwrightCounts(path: string): TestCounts {
  if (!existsSync(path)) return noTests;
  const { expected, unexpected, flaky } = playwrightReport.parse(readJson(path)).stats;
  return { passed: expected, failed: unexpected + flaky };
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
