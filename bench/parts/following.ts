import { setTimeout as delay } from 'node:timers/promises';

import * as z from 'zod/mini';

import { type ActiveJobs, startActiveJobs } from '../lib/active-jobs.ts';
import { apiRequestsOf } from '../lib/app.ts';
import { openBrowser } from '../lib/browser.ts';
import { runInPage } from '../lib/page-script.ts';
import type { Part, Sample } from '../lib/part.ts';
import { scaled } from '../lib/settings.ts';
import { median, quantile } from '../lib/statistics.ts';

const JOBS = scaled(500, 40);
const WATCHED_MS = scaled(60_000, 10_000);
const ENDING = scaled(24, 8);
// Nobody sees what ends in the last moment.
const SETTLE_MS = 6000;
// Tall enough for all jobs that end: a delay is measured where a person would see it.
const VIEWPORT = { width: 1440, height: 2000 };

const OURS = 'live following';
const EACH = 'asking for each job every 5 s';
const NAIVE = 'a refetchInterval for each row';
const FIVE_TABS = 'live following, in five tabs';

const answer = z.object({ status: z.string() });

/** Jobs that go on while someone watches: what it costs the platform, and how late a finished one is on the screen. */
export const following: Part = {
  name: 'following',
  title: 'Following 500 active jobs for 60 s',
  ours: OURS,
  peers: [EACH, NAIVE, FIVE_TABS],
  metrics: {
    requests: { label: 'requests', unit: '', better: 'less' },
    delay: { label: 'delay, median', unit: 's', better: 'less' },
    late: { label: 'delay, 95th percentile', unit: 's', better: 'less' },
  },
  goals: [
    { metric: 'requests', peer: EACH, ratioAtMost: 0.05 },
    { metric: 'requests', peer: NAIVE, ratioAtMost: 0.05 },
    { metric: 'requests', peer: FIVE_TABS, ratioAtLeast: 0.9 },
    { metric: 'delay', atMost: 2 },
    { metric: 'delay', peer: EACH, ratioAtMost: 1 },
    { metric: 'delay', peer: NAIVE, ratioAtMost: 1 },
    { metric: 'late', atMost: 5 },
  ],
  async open() {
    return {
      run: () => Promise.reject(new Error('they are measured side by side')),
      async runTogether() {
        const watchers = await Promise.all(Object.entries(WATCHERS).map(([name, watch]) => startWatching(name, watch)));
        const outcomes = await Promise.all(watchers.map(async (watcher): Promise<[string, Sample | Error]> => [watcher.name, await sampleOf(watcher).catch(asError)]));
        return new Map(outcomes);
      },
      close: () => Promise.resolve(),
    };
  },
};

/** Someone who watches jobs until told to stop. */
interface Watch {
  /** When each of these jobs was first shown as ended, in ms epoch by id, as far as it was. */
  readonly seen: () => Promise<ReadonlyMap<string, number>>;
  readonly stop: () => Promise<void>;
}

interface Watcher {
  readonly name: string;
  readonly jobs: ActiveJobs;
  readonly watch: Watch | Error;
}

const WATCHERS: Readonly<Record<string, (jobs: ActiveJobs) => Promise<Watch>>> = {
  [OURS]: (jobs) => inBrowser(jobs, '/jobs', 1),
  [EACH]: askForEach,
  [NAIVE]: (jobs) => inBrowser(jobs, `/peers/polling/?jobs=${jobs.ids[0]}-${jobs.ids.at(-1)}`, 1),
  [FIVE_TABS]: (jobs) => inBrowser(jobs, '/jobs', 5),
};

async function startWatching(name: string, start: (jobs: ActiveJobs) => Promise<Watch>): Promise<Watcher> {
  const jobs = await startActiveJobs(JOBS);
  return { name, jobs, watch: await start(jobs).catch(asError) };
}

/** Lets jobs end, and says what watching them for the whole time came to. */
async function sampleOf({ jobs, watch }: Watcher): Promise<Sample> {
  try {
    if (watch instanceof Error) throw watch;
    const now = Date.now();
    const endsAt = jobs.letEnd(ENDING, now, now + WATCHED_MS - SETTLE_MS);
    const before = await apiRequestsOf(jobs);
    await delay(WATCHED_MS);
    const requests = (await apiRequestsOf(jobs)) - before;
    const seen = await watch.seen();
    const delays = [...endsAt].map(([id, at]) => ((seen.get(id) ?? Number.POSITIVE_INFINITY) - at) / 1000);
    const lost = delays.filter((seconds) => !Number.isFinite(seconds)).length;
    if (lost > 0) throw new Error(`${lost} of ${delays.length} jobs that ended were not seen to end`);
    return { requests, delay: median(delays), late: quantile(delays, 0.95) };
  } finally {
    if (!(watch instanceof Error)) await watch.stop();
    await jobs.dispose();
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** As Authenta's SDK does: ask, and unless the job is done, ask again after 5 s; each job on its own. */
function askForEach({ url, ids }: ActiveJobs): Promise<Watch> {
  const seen = new Map<string, number>();
  const stop = new AbortController();
  const timers = ids.map((id, index) => {
    const ask = async () => {
      const response = await fetch(`${url}/api/v1/jobs/${id}`, { headers: { Authorization: 'Bearer api_sandbox' }, signal: stop.signal });
      const { status } = answer.parse(await response.json());
      if (status === 'completed' || status === 'failed') seen.set(id, Date.now());
      else timers[index] = setTimeout(askAgain, 5000);
    };
    // Stopping cuts what is under way; anything else shows as a job that was never seen to end.
    const askAgain = () => void ask().catch(() => {});
    // Uploads end one after the other, so that the jobs are not asked for in step.
    return setTimeout(askAgain, (5000 * index) / ids.length);
  });
  return Promise.resolve({
    seen: () => Promise.resolve(seen),
    stop: async () => {
      stop.abort();
      for (const timer of timers) clearTimeout(timer);
    },
  });
}

async function inBrowser({ url, ids }: ActiveJobs, address: string, tabs: number): Promise<Watch> {
  const browser = await openBrowser({ baseURL: url, viewport: VIEWPORT });
  const pages = [browser.page];
  while (pages.length < tabs) pages.push(await browser.context.newPage());
  const front = pages.at(-1) ?? browser.page;
  await runInPage(front, 'job-ends');
  for (const page of pages) {
    await page.goto(address);
    await page.locator('[data-job-id]').first().waitFor();
  }
  await front.bringToFront();
  await front.evaluate(`jobEnds.watch(${JSON.stringify(ids.slice(-ENDING))})`);
  return {
    seen: async () => new Map(Object.entries(await front.evaluate<Record<string, number>>('jobEnds.seen'))),
    stop: browser.close,
  };
}
