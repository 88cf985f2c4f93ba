// `npm run soak -- [minutes] [jobs]`: ten analysts, each in a browser profile and an account of their own, send so many
// files (5,000) spread over so many minutes (30), through the gateway, to a platform that goes wrong at random. They
// follow, cancel, open and delete jobs. In the middle storage begins to refuse the page, so that bytes are relayed.
// Then counts what was lost, doubled or deleted unasked, and says whether memory was flat after the warm-up.
import { setTimeout as delay } from 'node:timers/promises';

import { type Browser, chromium } from '@playwright/test';

import { FAULTS, type Fault, HostilePlatform, JSON_FAULTS, STORAGE_FAULTS, type Step } from '../e2e/hostile-platform.ts';
import { AssayServer } from '../e2e/server.ts';
import { chromiumArguments, findChromium } from './chromium.ts';
import { Analyst } from './soak/analyst.ts';
import { pageMemory, ServerProbe } from './soak/memory.ts';
import { type Sample, trendOf } from './soak/trend.ts';

const MINUTES = Number(process.argv[2] ?? 30);
const JOBS = Number(process.argv[3] ?? 5000);
const ANALYSTS = 10;
const BATCH = 20;
const ROUNDS = Math.ceil(JOBS / ANALYSTS / BATCH);
/** One call in so many goes wrong. */
const FAULT_EVERY = 12;
/** The first fifth warms caches and compilers up. */
const WARM_UP = 0.2;
const SAMPLES = 40;
const MINUTE_MS = 60_000;

const faults = new Map<string, number>();

/** A fault for one call in twelve; those of hundreds of megabytes are seldom, since they hold this very machine up. */
function randomFault(step: Step): Fault | null {
  if (Math.random() * FAULT_EVERY > 1) return null;
  const all = Object.entries({ ...FAULTS, ...(step === 'put' ? STORAGE_FAULTS : JSON_FAULTS) });
  const [name, fault] = all[Math.floor(Math.random() * all.length)] ?? [];
  if (!name || !fault || (/huge|bomb/.test(name) && Math.random() > 0.05)) return null;
  const what = `${step} ${name}`;
  faults.set(what, (faults.get(what) ?? 0) + 1);
  return fault;
}

/** The memory of server and pages over time, by what it is. */
class Memory {
  readonly #series = new Map<string, Sample[]>();
  readonly #since = Date.now();

  async sample(analysts: readonly Analyst[], probe: ServerProbe, jobs: number): Promise<void> {
    const at = (Date.now() - this.#since) / MINUTE_MS;
    const server = await probe.measure();
    const pages = await Promise.all(analysts.map(({ cdp }) => pageMemory(cdp)));
    const mean = (of: (page: (typeof pages)[number]) => number): number => pages.reduce((sum, page) => sum + of(page), 0) / pages.length;
    const heap = mean((page) => page.heapMib);
    console.log(`${at.toFixed(1)} min: ${jobs} jobs; server ${server.heapMib.toFixed(1)} MiB heap, ${server.externalMib.toFixed(1)} external, ${server.residentMib.toFixed(0)} resident; a page ${heap.toFixed(1)} MiB, ${mean((page) => page.nodes).toFixed(0)} nodes, ${mean((page) => page.listeners).toFixed(0)} listeners`);
    if (at < MINUTES * WARM_UP) return;
    for (const [name, mib] of [['heap of the server', server.heapMib], ['heap of a page', heap]] as const) this.#series.set(name, [...(this.#series.get(name) ?? []), { at, mib }]);
  }

  /** Says how each figure moved, and returns whether all were flat. */
  judge(): boolean {
    const trends = [...this.#series].map(([name, samples]) => ({ name, count: samples.length, ...trendOf(samples) }));
    for (const { name, count, medianMib, growthMib, isFlat } of trends) console.log(`${name}: ${medianMib.toFixed(1)} MiB, ${growthMib >= 0 ? '+' : ''}${growthMib.toFixed(2)} MiB by the slope of ${count} samples: ${isFlat ? 'flat' : 'NOT FLAT'}`);
    return trends.length > 0 && trends.every(({ isFlat }) => isFlat);
  }
}

/** The rounds of one analyst, evenly over the time; one who is late starts the next at once. */
async function workDay(analyst: Analyst, index: number): Promise<void> {
  const began = Date.now();
  const spacing = (MINUTES * MINUTE_MS) / ROUNDS;
  for (let round = 0; round < ROUNDS; round += 1) {
    await delay(Math.max(0, began + spacing * (round + index / ANALYSTS) - Date.now()));
    await analyst.round(round, BATCH);
  }
}

async function soak(browser: Browser, platform: HostilePlatform, server: AssayServer): Promise<boolean> {
  const analysts: Analyst[] = [];
  for (let index = 0; index < ANALYSTS; index += 1) analysts.push(await Analyst.arrive(browser, server.url, `analyst${index}`, platform));
  // Open, it would keep the server from ending.
  using probe = await ServerProbe.open(server.stderr);
  const memory = new Memory();
  const began = Date.now();
  platform.plan = randomFault;
  const days = Promise.all(analysts.map(workDay)).then(() => 'over' as const);
  while ((await Promise.race([days, delay((MINUTES * MINUTE_MS) / SAMPLES)])) !== 'over') {
    platform.knowsPage = Date.now() - began < (MINUTES * MINUTE_MS) / 2;
    await memory.sample(analysts, probe, platform.jobs.size);
  }
  platform.plan = () => null;
  for (const analyst of analysts) await analyst.tidyUp();
  await memory.sample(analysts, probe, platform.jobs.size);
  const wrongs = analysts.flatMap(({ sent, gone }) => platform.wrongs(sent, gone));
  const stuck = analysts.flatMap((analyst) => analyst.stuck);
  const left = [...platform.jobs.values()].filter((job) => !job.deleted).length;
  const count = [...faults.values()].reduce((sum, times) => sum + times, 0);
  const cancelled = [...platform.jobs.values()].filter((job) => job.cancelled).length;
  for (const line of [...wrongs, ...stuck].slice(0, 40)) console.log(`  ${line}`);
  console.log(`${ANALYSTS * ROUNDS * BATCH} files by ${ANALYSTS} analysts in ${((Date.now() - began) / MINUTE_MS).toFixed(1)} min; ${count} faults of ${faults.size} kinds; ${platform.puts.fromPages} PUTs straight, ${platform.puts.relayed} relayed; ${cancelled} jobs cancelled`);
  console.log(`${wrongs.length} lost, doubled, changed or deleted unasked; ${stuck.length} waits that never ended; ${left} jobs that a delete left behind; ${platform.leaks.length} credentials at storage`);
  const flat = memory.judge();
  return flat && wrongs.length + stuck.length + left + platform.leaks.length === 0;
}

const platform = await HostilePlatform.start();
platform.workMs = 3000;
const server = await AssayServer.start({ AUTHENTA_API_URL: platform.url, STORAGE_ORIGINS: platform.storageOrigin, NODE_OPTIONS: '--inspect=127.0.0.1:0' });
const executablePath = findChromium();
const browser = await chromium.launch({ args: [...chromiumArguments], ...(executablePath === null ? {} : { executablePath }) });
let ok = false;
try {
  ok = await soak(browser, platform, server);
} finally {
  await browser.close();
  await server.dispose();
  await platform.stop();
}
process.exitCode = ok ? 0 : 1;
