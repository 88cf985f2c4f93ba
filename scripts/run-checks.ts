// `npm test`: types and lint beside the unit tests, then the build and the browser tests. `npm run test:slow` (the argument
// `slow`): the tests with that tag instead. A phase that fails ends the run. The last line counts the tests: "N passed,
// N failed"; a step that fails without failing tests of its own counts as one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

const types: Step = { title: 'Types', command: ['tsc', '-b'] };
const lint: Step = { title: 'Lint', command: ['oxlint', '--type-aware', '--deny-warnings'] };
const build: Step = { title: 'Build', command: [process.execPath, 'scripts/build.ts', '--if-changed'] };
const unit = (...more: string[]): Step => ({
  title: 'Unit and component tests',
  command: ['vitest', 'run', ...more, '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
  counts: () => vitestCounts(unitReport),
});
const browser = (env: Readonly<Record<string, string>> = {}): Step => ({
  title: 'Browser tests',
  command: ['playwright', 'test', '--reporter=list,json'],
  env: { PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport, ...env },
  counts: () => playwrightCounts(browserReport),
});

/** What runs after one another; the steps of one phase run at once. */
const phases: readonly (readonly Step[])[] = process.argv.includes('slow')
  ? [[build], [unit('--config', 'vitest.slow.config.ts')], [browser({ ASSAY_TESTS: 'slow' })]]
  : [[unit(), types, lint], [build], [browser()]];

interface Outcome extends TestCounts {
  readonly broken: boolean;
}

/** Runs a step. The first of a phase writes as it goes, the others once they have ended. */
async function runStep({ title, command, env, counts }: Step, place: number, chromium: string): Promise<Outcome> {
  const [program = '', ...args] = command;
  const heading = `\n── ${title}`;
  if (place === 0) console.log(heading);
  const child = spawn(program, args, { stdio: place === 0 ? 'inherit' : 'pipe', env: { ...process.env, CHROMIUM_PATH: chromium, ...env } });
  const written: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => written.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => written.push(chunk));
  const [status, signal] = await once(child, 'close');
  if (place > 0) console.log(`${heading}\n${Buffer.concat(written).toString()}`);
  const { passed, failed } = counts?.() ?? noTests;
  if (status === 0) return { passed, failed, broken: false };
  console.error(`\n${title}: failed${signal ? ` (${signal})` : ''}.`);
  return { passed, failed: failed === 0 ? 1 : failed, broken: true };
}

/** Runs the phases and tells how many tests passed and failed. */
async function runAll(chromium: string): Promise<TestCounts> {
  let total = noTests;
  for (const phase of phases) {
    const outcomes = await Promise.all(phase.map((step, place) => runStep(step, place, chromium)));
    for (const { passed, failed } of outcomes) total = { passed: total.passed + passed, failed: total.failed + failed };
    if (outcomes.some(({ broken }) => broken)) {
      console.error('Nothing after it was run.');
      break;
    }
  }
  return total;
}

try {
  const { passed, failed } = await runAll(ensureChromium());
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  rmSync(reports, { recursive: true, force: true });
}
