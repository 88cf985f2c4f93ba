import { Findings } from './findings.ts';
import { PageTarget } from './page-target.ts';

/** Plays the seeds in a real browser until `until` (ms since the epoch), prints what it finds as it finds it; true when that is nothing. */
export async function fuzzPage(seeds: Iterable<number>, until: number): Promise<boolean> {
  const target = await PageTarget.start();
  const findings = new Findings();
  let scenarios = 0;
  try {
    for (const seed of seeds) {
      if (Date.now() >= until) break;
      const violations = await target.run(seed);
      scenarios += 1;
      for (const { kind, detail } of findings.add(seed, violations)) console.log(`\nFOUND in the page by --seed ${seed}: ${kind}\n  ${detail}`);
    }
  } finally {
    await target.stop();
  }
  console.log(`page: ${scenarios} scenarios`);
  for (const line of findings.lines()) console.log(line);
  return findings.isEmpty;
}
