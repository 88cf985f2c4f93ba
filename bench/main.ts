// `npm run bench`: measures every part, or those whose names begin with a word given as an argument, prints one table of
// all results there are, and writes it to bench/results.json and docs/performance.md. Each part is kept as soon as it is
// measured, so that a run can be broken off and taken up again by naming the parts that are missing.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { ensureChromium } from '../scripts/ensure-chromium.ts';
import { writeDocs } from './lib/docs.ts';
import { measure } from './lib/measure.ts';
import { buildPeers } from './lib/peers.ts';
import { describeMachine, readResults, type Results, writeResults } from './lib/results.ts';
import { isFull, RUNS } from './lib/settings.ts';
import { printTable } from './lib/table.ts';
import { parts } from './parts.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const trial = `${root}dist.bench`;
const names = parts.map(({ name }) => name);

/** The parts to measure. @throws when a word names none. */
function chosenParts(words: readonly string[]) {
  const lost = words.find((word) => !names.some((name) => name.startsWith(word)));
  if (lost !== undefined) throw new Error(`There is no part ${JSON.stringify(lost)}; there are: ${names.join(', ')}`);
  return words.length === 0 ? parts : parts.filter(({ name }) => words.some((word) => name.startsWith(word)));
}

/** Results in the order of the table; what is no part any longer goes. */
function inOrder(results: Results): Results {
  return Object.fromEntries(names.flatMap((name) => (results[name] ? [[name, results[name]]] : [])));
}

async function main(): Promise<void> {
  const chosen = chosenParts(process.argv.slice(2));
  const chromium = ensureChromium();
  process.env['CHROMIUM_PATH'] = chromium;
  const machine = describeMachine(spawnSync(chromium, ['--version'], { encoding: 'utf8' }).stdout.trim());
  if (!isFull) {
    console.error('Scaled down, or with fewer than 5 runs: these figures say nothing. They go to dist.bench, not into the documentation.');
    mkdirSync(trial, { recursive: true });
  }
  await buildPeers();

  const file = isFull ? `${root}bench/results.json` : `${trial}/results.json`;
  let results = readResults(file);
  for (const part of chosen) {
    const began = Date.now();
    const rows = await measure(part, RUNS, (progress) => console.error(progress));
    results = inOrder({ ...results, [part.name]: { title: part.title, ours: part.ours, measuredAt: new Date(began).toISOString(), seconds: Math.round((Date.now() - began) / 1000), machine, rows } });
    writeResults(file, results);
  }
  writeDocs(isFull ? `${root}docs` : trial, results);

  console.log(printTable(Object.values(results)));
  const problems = chosen.flatMap(({ name }) => results[name]?.rows ?? []).filter(({ problem }) => problem !== null).length;
  if (problems > 0) console.error(`${problems} rows have no figure.`);
  process.exitCode = problems > 0 ? 1 : 0;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
