// `npm run soak -- <minutes> [jobs]`: ten analysts, each in a browser profile of their own, upload in batches through the
// gateway in front of a platform that goes wrong at random, for so many minutes (30 unless told) or until so many jobs
// (5,000 unless told) are done. Then counts what was lost or doubled, and compares the memory of server and pages.
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { chromium, type CDPSession, type Page } from '@playwright/test';

import { FAULTS, type Fault, HostilePlatform, JSON_FAULTS, STORAGE_FAULTS, type Step } from '../e2e/hostile-platform.ts';
import { media } from '../e2e/media.ts';
import { AssayServer } from '../e2e/server.ts';
import { signIn } from '../e2e/sign-in.ts';
import { chromiumArguments, findChromium } from './chromium.ts';

const MINUTES = Number(process.argv[2] ?? 30);
const MOST_JOBS = Number(process.argv[3] ?? 5000);
const CLIENTS = 10;
const BATCH = 20;
/** One call in so many goes wrong. */
const FAULT_EVERY = 12;
const MIB = 1024 ** 2;

const photo = readFileSync(media('photo.jpg'));
const deadline = Date.now() + MINUTES * 60_000;
const wanted = new Map<string, string>();
let faults = 0;

/** A fault for one call in twelve, but none that waits for a person, and the memory-hungry ones seldom. */
function randomFault(step: Step): Fault | null {
  if (Math.random() * FAULT_EVERY > 1) return null;
  const all = Object.entries({ ...FAULTS, ...(step === 'put' ? STORAGE_FAULTS : JSON_FAULTS) });
  const [name, fault] = all[Math.floor(Math.random() * all.length)] ?? [];
  if (!name || !fault || (/huge|bomb/.test(name) && Math.random() > 0.05) || name === 'expired') return null;
  faults += 1;
  return fault;
}

interface Client {
  readonly page: Page;
  readonly cdp: CDPSession;
  sent: number;
}

/** Drops a batch when the one before is through, and looks at the jobs page in between. */
async function work(client: Client, index: number, platform: HostilePlatform): Promise<void> {
  const { page } = client;
  while (Date.now() < deadline && wanted.size < MOST_JOBS) {
    const names: string[] = [];
    const files = Array.from({ length: BATCH }, () => {
      client.sent += 1;
      const name = `soak-${index}-${client.sent}.jpg`;
      const buffer = Buffer.concat([photo, randomBytes(16)]);
      wanted.set(name, createHash('sha256').update(buffer).digest('hex'));
      names.push(name);
      return { name, mimeType: 'image/jpeg', buffer };
    });
    await page.locator('input[type=file]').first().setInputFiles(files);
    await page.getByRole('button', { name: /^Analyze \d+ files?$/ }).click({ timeout: 120_000 });
    for (let tries = 0; platform.chargedOf(names) < BATCH && tries < 1200; tries += 1) {
      await delay(250);
      if (tries % 40 === 39) await helpAlong(page);
    }
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor();
    await page.getByRole('link', { name: 'Upload', exact: true }).click();
  }
}

/** What a person would do about files that failed for good: retry them. */
async function helpAlong(page: Page): Promise<void> {
  const retry = page.getByRole('button', { name: /^Retry/ }).first();
  if (await retry.isVisible()) await retry.click({ timeout: 2000 }).catch(() => undefined);
}

async function heapOf({ cdp }: Client): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / MIB;
}

/** The memory of the server in MiB, from its own figures. */
async function memoryOf(server: AssayServer): Promise<{ rss: number; heap: number }> {
  const port = /"event":"metrics","port":(\d+)/.exec(server.stderr)?.[1];
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const figure = (name: string): number => Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0) / MIB;
  return { rss: figure('process_resident_memory_bytes'), heap: figure('nodejs_heap_size_used_bytes') };
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const shown = (value: number): string => value.toFixed(1);

const platform = await HostilePlatform.start();
const server = await AssayServer.start({ AUTHENTA_API_URL: platform.url, STORAGE_ORIGINS: platform.storageOrigin, METRICS_PORT: '0' });
const executablePath = findChromium();
const browser = await chromium.launch({ args: [...chromiumArguments], ...(executablePath === null ? {} : { executablePath }) });
let ok = false;
try {
  const clients: Client[] = [];
  for (let index = 0; index < CLIENTS; index += 1) {
    const page = await (await browser.newContext({ baseURL: server.url })).newPage();
    await signIn(page, `api_good_${index}`);
    await page.goto('/upload');
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable');
    clients.push({ page, cdp, sent: 0 });
  }
  platform.plan = (step) => randomFault(step);
  const began = Date.now();
  const work1 = Promise.all(clients.map((client, index) => work(client, index, platform)));
  // The first fifth warms caches and compilers up.
  await Promise.race([delay(Math.max(20_000, (MINUTES * 60_000) / 5)), work1]);
  const before = { server: await memoryOf(server), pages: await Promise.all(clients.map(heapOf)), jobs: platform.jobs.size };
  console.log(`after warm-up: ${before.jobs} jobs, server ${shown(before.server.heap)} MiB heap, ${shown(before.server.rss)} MiB in all, pages ${shown(average(before.pages))} MiB each`);
  await work1;
  platform.plan = () => null;
  for (let tries = 0; platform.wrongs(wanted).length > 0 && tries < 240; tries += 1) {
    await delay(500);
    if (tries % 20 === 19) for (const { page } of clients) await helpAlong(page);
  }
  const after = { server: await memoryOf(server), pages: await Promise.all(clients.map(heapOf)) };
  const wrongs = platform.wrongs(wanted);
  const minutes = (Date.now() - began) / 60_000;
  console.log(`at the end:    ${platform.jobs.size} jobs, server ${shown(after.server.heap)} MiB heap, ${shown(after.server.rss)} MiB in all, pages ${shown(average(after.pages))} MiB each`);
  console.log(`${wanted.size} files by ${CLIENTS} clients in ${shown(minutes)} min, ${faults} faults, ${wrongs.length} lost, doubled or left behind, ${platform.leaks.length} credentials at storage`);
  for (const wrong of wrongs.slice(0, 20)) console.log(`  ${wrong}`);
  ok = wrongs.length === 0 && platform.leaks.length === 0;
} finally {
  await browser.close();
  await server.dispose();
  await platform.stop();
}
process.exitCode = ok ? 0 : 1;
