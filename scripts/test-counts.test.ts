import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { noTests, playwrightCounts, vitestCounts } from './test-counts.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const path = join(folder, `${crypto.randomUUID()}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

test("Vitest's counts", () => {
  const path = report({ numTotalTests: 9, numPassedTests: 7, numFailedTests: 2, testResults: [] });
  expect(vitestCounts(path)).toEqual({ passed: 7, failed: 2 });
});

test("Playwright's counts; a flaky test failed", () => {
  const path = report({ stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 0, duration: 3.2 }, suites: [] });
  expect(playwrightCounts(path)).toEqual({ passed: 5, failed: 3 });
});

test('a run that ended before its report counts nothing, a report of another shape is an error', () => {
  expect(vitestCounts(join(folder, 'none.json'))).toBe(noTests);
  expect(playwrightCounts(join(folder, 'none.json'))).toBe(noTests);
  expect(() => vitestCounts(report({ tests: 3 }))).toThrow('numPassedTests');
});
