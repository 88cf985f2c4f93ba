// `npm test`: types, lint, unit tests, build, browser tests, in this order, up to the first that fails. The last line
// counts the tests: "N passed, N failed"; a step that fails without failing tests of its own counts as one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ensureChromium } from './ensure-chromium.ts';
import { noTests, playwrightCounts, type TestCounts, vitestCounts } from './test-counts.ts';

const reports = mkdtempSync(join(tmpdir(), 'assay-reports-'));
const unitReport = join(reports, 'unit.json');
const browserReport = join(reports, 'browser.json');

interface Step {
  readonly title: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly counts?: () => TestCounts;
}

const steps: readonly Step[] = [
  { title: 'Types', command: ['tsc', '-b'] },
  { title: 'Lint', command: ['oxlint', '--type-aware', '--deny-warnings'] },
  {
    title: 'Unit and component tests',
    command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    counts: () => vitestCounts(unitReport),
  },
  { title: 'Build', command: [process.execPath, 'scripts/build.ts', '--if-changed'] },
  {
    title: 'Browser tests',
    command: ['playwright', 'test', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport },
    counts: () => playwrightCounts(browserReport),
  },
];

/** Runs the steps and tells how many tests passed and failed. */
function runAll(chromium: string): TestCounts {
  let total = noTests;
  for (const { title, command, env, counts } of steps) {
    console.log(`\n── ${title}`);
    const [program = '', ...args] = command;
    const done = spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, CHROMIUM_PATH: chromium, ...env } });
    const { passed, failed } = counts?.() ?? noTests;
    const broken = done.status !== 0 && failed === 0 ? 1 : 0;
    total = { passed: total.passed + passed, failed: total.failed + failed + broken };
    if (done.status !== 0) {
      console.error(`\n${title}: failed${done.signal ? ` (${done.signal})` : ''}. Nothing after it was run.`);
      break;
    }
  }
  return total;
}

try {
  const { passed, failed } = runAll(ensureChromium());
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
