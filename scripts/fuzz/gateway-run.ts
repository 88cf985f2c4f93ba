import { trendOf, type Sample } from '../soak/trend.ts';
import { Findings } from './findings.ts';
import { GatewayTarget } from './gateway-target.ts';

const MIB = 1024 ** 2;
const SAMPLE_MS = 15_000;
const PROGRESS_MS = 60_000;
/** Caches and compilers warm up before. */
const WARM_UP = 0.2;

/** Plays the seeds one after the other until `until` (ms since the epoch), prints what it finds as it finds it; true when that is nothing. */
export async function fuzzGateway(seeds: Iterable<number>, until: number): Promise<boolean> {
  const target = await GatewayTarget.start();
  const findings = new Findings();
  const memory: Sample[] = [];
  const began = Date.now();
  let [scenarios, requests, blockedMs, delayMs, sampledAt, saidAt] = [0, 0, 0, 0, 0, began];
  let broken = false;
  const minutes = (): number => (Date.now() - began) / 60_000;
  const say = (): void => {
    const [first, last] = [memory[0], memory.at(-1)];
    console.log(`gateway: ${minutes().toFixed(1)} min, ${scenarios} scenarios, ${requests} requests; event loop blocked ${blockedMs.toFixed(0)} ms at most (${delayMs.toFixed(0)} by the clock); heap ${first?.mib.toFixed(1) ?? '?'} to ${last?.mib.toFixed(1) ?? '?'} MiB`);
  };
  try {
    for (const seed of seeds) {
      if (Date.now() >= until) break;
      const outcome = await target.run(seed);
      scenarios += 1;
      requests += outcome.requests;
      blockedMs = Math.max(blockedMs, outcome.report?.blockedMs ?? 0);
      delayMs = Math.max(delayMs, outcome.report?.delayMs ?? 0);
      for (const { kind, detail } of findings.add(seed, outcome.violations)) console.log(`\nFOUND by --seed ${seed}: ${kind}\n  ${detail}`);
      if (Date.now() - sampledAt > SAMPLE_MS) {
        sampledAt = Date.now();
        const report = await target.memory();
        if (report !== null) memory.push({ at: minutes(), mib: report.heapUsed / MIB });
      }
      if (Date.now() - saidAt > PROGRESS_MS) {
        saidAt = Date.now();
        say();
      }
    }
  } catch (error) {
    // What was found until then still counts.
    console.log(`\nThe run ends early: ${error instanceof Error ? error.message : String(error)}`);
    broken = true;
  } finally {
    await target.stop().catch(() => undefined);
  }
  say();
  const warm = memory.filter(({ at }) => at > minutes() * WARM_UP);
  const trend = trendOf(warm);
  const isFlat = warm.length < 3 || trend.isFlat;
  console.log(`memory: ${trend.medianMib.toFixed(1)} MiB heap, ${trend.growthMib.toFixed(2)} MiB by the slope of ${warm.length} samples: ${isFlat ? 'flat' : 'NOT FLAT'}`);
  for (const line of findings.lines()) console.log(line);
  return findings.isEmpty && isFlat && !broken;
}
