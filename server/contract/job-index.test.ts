// The index of the jobs page against the real sandbox: what is tested is that the two agree whatever happens meanwhile.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { afterEach, expect, test, vi } from 'vitest';

import { createJobsClient, type JobsClient } from '#src/jobs-api/client.ts';
import type { Job } from '#src/jobs-api/job.ts';
// oxlint-disable no-restricted-imports -- this is where the index meets the sandbox, in one process
import type { IndexChannel, IndexMessage } from '#src/jobs/index/sync/index-messages.ts';
import { createMemoryIndexStorage, type IndexStorage } from '#src/jobs/index/store/index-storage.ts';
import { createJobIndex, type JobIndex } from '#src/jobs/index/sync/job-index.ts';
import { systemClock } from '#src/lib/clock.ts';
import { DEFAULT_VIEW } from '#src/jobs/model/search-params.ts';
// oxlint-enable no-restricted-imports

import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { seedJobs } from '../sandbox/seed.ts';

/** A sandbox with jobs in it, that counts what it is asked and can be made to fail. */
class Platform {
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'assay-index-'));
  readonly #sandbox: Sandbox;
  readonly asked = { list: 0, detail: 0, result: 0, most: 0 };
  #open = 0;
  /** What to answer instead; null lets the request through. */
  refuse: (() => Response | null) | null = null;
  /** Runs before each list answer: the moment at which a list shifts. */
  onList: (() => void) | null = null;
  readonly client: JobsClient;

  constructor(count: number, active = 0, activeMs = 0) {
    seedJobs(this.#dataDir, { count, active, activeMs, now: Date.now(), tenant: 'sandbox' });
    this.#sandbox = createSandbox({ dataDir: this.#dataDir, storageOrigin: () => 'http://storage.test' });
    this.client = createJobsClient({ baseUrl: 'http://api.test/api/v1', apiKey: 'api_sandbox', fetch: async (input, init) => this.#answer(new Request(input, init)) });
  }

  async #answer(request: Request): Promise<Response> {
    const isList = new URL(request.url).pathname === '/api/v1/jobs' && request.method === 'GET';
    if (isList) this.asked.list += 1;
    else if (request.method === 'GET') this.asked.detail += 1;
    const refused = request.method === 'GET' ? (this.refuse?.() ?? null) : null;
    if (refused) return refused;
    if (isList) this.#open += 1;
    this.asked.most = Math.max(this.asked.most, this.#open);
    const answer = await this.#sandbox.api(request);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    if (isList) {
      this.#open -= 1;
      this.onList?.();
    }
    return answer;
  }

  /** Adds `count` jobs that wait for their media. */
  async add(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) await this.client.createJob({ taskTypeId: 1, inputs: [{ slotName: 'original', fileName: `added-${n}.jpg`, contentType: 'image/jpeg', sizeBytes: 10 }] });
  }

  /** A job with its whole result from behind its link, as the page reads it (`withResult` in queries.ts). */
  async job(id: string): Promise<Job> {
    const job = await this.client.getJob(id);
    if (job.status !== 'completed' || job.result !== undefined || job.resultUrl === null) return job;
    this.asked.result += 1;
    const answer = await this.#sandbox.storage(new Request(job.resultUrl));
    return { ...job, result: await answer.json() };
  }

  /** Every id, as the list gives them. */
  async ids(): Promise<string[]> {
    const ids: string[] = [];
    for (let page = 1; ; page += 1) {
      const { jobs, total } = await this.client.listJobs({ page, limit: 100 });
      ids.push(...jobs.map(({ id }) => id));
      if (ids.length >= (total ?? 0) || jobs.length === 0) return ids;
    }
  }

  dispose(): void {
    this.#sandbox.close();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

/** Tabs of one browser: they share a disk, a lock and a channel. */
class Browser {
  readonly storage: IndexStorage = createMemoryIndexStorage();
  readonly #listeners = new Map<object, (message: IndexMessage) => void>();
  #queue: Promise<void> = Promise.resolve();
  readonly tabs: JobIndex[] = [];

  open(platform: Platform): JobIndex {
    const self = {};
    const channel: IndexChannel = {
      post: (message) => {
        for (const [other, listener] of this.#listeners) if (other !== self) queueMicrotask(() => listener(structuredClone(message)));
      },
      listen: (listener) => void this.#listeners.set(self, listener),
      close: () => void this.#listeners.delete(self),
    };
    const index = createJobIndex({
      lockName: 'test',
      reader: { page: (page) => platform.client.listJobs({ page, limit: 100 }), job: (id) => platform.job(id) },
      storage: this.storage,
      channel,
      locks: {
        request: (_name, { signal }, work) => {
          const turn = this.#queue.then(() => (signal.aborted ? undefined : work()));
          this.#queue = turn.catch(() => undefined);
          return turn;
        },
      },
      clock: systemClock,
      platformTime: Date.now,
      random: Math.random,
      pageSize: 100,
      keep: (job) => ({ fileName: job.inputs[0]?.fileName ?? null, sizeBytes: null, sha256: null, reading: null }),
    });
    this.tabs.push(index);
    return index;
  }
}

// Generous, since a small shared machine can be slow: a pass never waits for it.
vi.setConfig({ testTimeout: 60_000 });

const platforms: Platform[] = [];
const browsers: Browser[] = [];
afterEach(async () => {
  for (const browser of browsers.splice(0)) for (const tab of browser.tabs) await tab.close();
  for (const platform of platforms.splice(0)) platform.dispose();
});

function setUp(count: number, active = 0, activeMs = 0) {
  const platform = new Platform(count, active, activeMs);
  const browser = new Browser();
  platforms.push(platform);
  browsers.push(browser);
  return { platform, browser };
}

const idsIn = (index: JobIndex) => Array.from(index.queryEngine().newest, (slot) => index.queryEngine().columns.ids[slot] ?? '');
const waitFor = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 20 });
const complete = (index: JobIndex) => waitFor(() => expect(index.state.getState().complete).toBe(true));

test('ten thousand jobs are read with at most 101 list requests, two at once, and a second visit takes one', async () => {
  const { platform, browser } = setUp(10_000);
  const index = browser.open(platform);
  const leave = index.attend();
  await complete(index);
  expect(index.queryEngine().columns.count).toBe(10_000);
  expect(platform.asked.list).toBeLessThanOrEqual(101);
  expect(platform.asked.most).toBeLessThanOrEqual(2);
  leave();
  await index.close();
  const listed = platform.asked.list;
  const again = browser.open(platform);
  again.attend();
  await waitFor(() => expect(platform.asked.list).toBe(listed + 1));
  expect(again.queryEngine().columns.count).toBe(10_000);
});

test('details of ended jobs are read once ever, those on screen first', async () => {
  const { platform, browser } = setUp(300);
  const index = browser.open(platform);
  const ids = await platform.ids();
  const last = ids.slice(-3);
  const leave = index.attend();
  await waitFor(() => expect(index.state.getState().ready).toBe(true));
  index.want(last);
  await waitFor(() => expect(last.map((id) => index.queryEngine().columns.isNamed(index.queryEngine().columns.slotOf(id) ?? -1))).toEqual([true, true, true]));
  await waitFor(() => expect(index.queryEngine().totals(new Set()).named).toBe(300));
  expect(platform.asked.detail).toBe(300);
  const completed = idsIn(index).filter((id) => index.queryEngine().columns.at(index.queryEngine().columns.slotOf(id) ?? -1)?.status === 'completed').length;
  expect(platform.asked.result).toBe(completed);
  leave();
  await index.close();
  const again = browser.open(platform);
  again.attend();
  await waitFor(() => expect(again.state.getState().ready).toBe(true));
  await new Promise((resolve) => {
    setTimeout(resolve, 200);
  });
  expect(platform.asked).toMatchObject({ detail: 300, result: completed });
});

test('jobs that come while the list is read are in it, and none twice', async () => {
  const { platform, browser } = setUp(900);
  let left = 5;
  platform.onList = () => {
    if (left > 0) void platform.add(1);
    left -= 1;
  };
  const index = browser.open(platform);
  index.attend();
  await complete(index);
  index.refresh();
  await waitFor(async () => expect(idsIn(index).toSorted()).toEqual((await platform.ids()).toSorted()));
});

test('a job that comes on top between the first page and the last is there at the end, and the list is not said to be cut short', async () => {
  const { platform, browser } = setUp(700);
  const said: unknown[] = [];
  let answers = 0;
  platform.onList = () => {
    answers += 1;
    if (answers === 3) void platform.add(1);
  };
  const index = browser.open(platform);
  index.state.subscribe(({ incomplete }) => said.push(incomplete));
  index.attend();
  await complete(index);
  expect(idsIn(index)).toHaveLength(701);
  expect(said.filter((incomplete) => incomplete !== null)).toEqual([]);
});

test('whatever is added and deleted while the list is read, nothing is lost or doubled in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ kind: fc.constantFrom('add', 'delete', 'none'), pick: fc.nat({ max: 900 }) }), { maxLength: 14 }), async (moves) => {
      const { platform, browser } = setUp(700);
      const listed = await platform.ids();
      const left = [...moves];
      const done: Promise<unknown>[] = [];
      platform.onList = () => {
        const move = left.shift();
        const id = listed[(move?.pick ?? 0) % listed.length] ?? '';
        if (move?.kind === 'add') done.push(platform.add(1));
        if (move?.kind === 'delete') done.push(platform.client.deleteJob(id).catch(() => undefined));
      };
      const index = browser.open(platform);
      const leave = index.attend();
      await complete(index);
      platform.onList = null;
      await Promise.all(done);
      const wanted = (await platform.ids()).toSorted();
      await waitFor(() => {
        index.refresh();
        expect(idsIn(index).toSorted()).toEqual(wanted);
      });
      leave();
      await index.close();
    }),
    { numRuns: 8 },
  );
});

test('a job deleted elsewhere disappears, for a few requests', async () => {
  const { platform, browser } = setUp(5_000);
  const index = browser.open(platform);
  index.attend();
  await complete(index);
  const victim = idsIn(index)[3_210] ?? '';
  const listed = platform.asked.list;
  await platform.client.deleteJob(victim);
  index.refresh();
  await waitFor(() => expect(index.queryEngine().columns.slotOf(victim)).toBeUndefined());
  expect(index.queryEngine().columns.count).toBe(4_999);
  expect(platform.asked.list - listed).toBeLessThanOrEqual(12);
});

test('after more new jobs than a page holds, the gap is read, and no more', async () => {
  const { platform, browser } = setUp(2_000);
  const first = browser.open(platform);
  const leave = first.attend();
  await complete(first);
  leave();
  await first.close();
  await platform.add(250);
  const listed = platform.asked.list;
  const again = browser.open(platform);
  again.attend();
  await waitFor(() => expect(again.queryEngine().columns.count).toBe(2_250));
  await complete(again);
  expect(platform.asked.list - listed).toBeLessThanOrEqual(6);
});

test('a crawl that is cut off goes on where it was, also when jobs were deleted meanwhile', async () => {
  const { platform, browser } = setUp(3_000);
  const first = browser.open(platform);
  const leave = first.attend();
  await waitFor(() => expect(first.queryEngine().columns.count).toBeGreaterThan(900));
  leave();
  await first.close();
  expect(first.state.getState().complete).toBe(false);
  const known = idsIn(first);
  for (const id of known.slice(100, 350)) await platform.client.deleteJob(id);
  const listed = platform.asked.list;
  const again = browser.open(platform);
  again.attend();
  await complete(again);
  await waitFor(() => expect(again.queryEngine().columns.count).toBe(2_750));
  expect(platform.asked.list - listed).toBeLessThanOrEqual(45);
  expect(idsIn(again)).toEqual(await platform.ids());
});

test('a storm of 429: everything waits for as long as it is told, and goes on by itself', async () => {
  const { platform, browser } = setUp(500);
  let storm = true;
  let refused = 0;
  platform.refuse = () => {
    if (!storm) return null;
    refused += 1;
    return Response.json({ code: 'RATE_LIMITED', statusCode: 429, message: 'Too many requests' }, { status: 429, headers: { 'retry-after': '6' } });
  };
  const index = browser.open(platform);
  index.attend();
  await waitFor(() => expect(index.state.getState().problem).not.toBeNull());
  storm = false;
  await complete(index);
  expect(index.state.getState().problem).toBeNull();
  expect(refused).toBeLessThanOrEqual(6);
  expect(index.queryEngine().columns.count).toBe(500);
});

test('a job that ends is seen, with its result asked for once; nobody looks: nothing is asked', async () => {
  const { platform, browser } = setUp(50, 2, 1_500);
  const index = browser.open(platform);
  const leave = index.attend();
  await complete(index);
  const [newest = ''] = idsIn(index);
  await waitFor(() => expect(index.queryEngine().columns.at(index.queryEngine().columns.slotOf(newest) ?? -1)?.status).toBe('completed'));
  await waitFor(() => expect(index.queryEngine().columns.isFinal(index.queryEngine().columns.slotOf(newest) ?? -1)).toBe(true));
  leave();
  const before = { ...platform.asked };
  await new Promise((resolve) => {
    setTimeout(resolve, 1_500);
  });
  expect(platform.asked).toEqual(before);
});

test('five tabs cost as much as one, show the same, and another one takes over', async () => {
  const { platform, browser } = setUp(400);
  const tabs = Array.from({ length: 5 }, () => browser.open(platform));
  const leaves = tabs.map((tab) => tab.attend());
  await waitFor(() => expect(tabs.map((tab) => tab.queryEngine().totals(new Set()).named)).toEqual([400, 400, 400, 400, 400]));
  expect(platform.asked).toMatchObject({ list: 4, detail: 400 });
  leaves[0]?.();
  await tabs[0]?.close();
  await platform.add(1);
  tabs[4]?.refresh();
  await waitFor(() => expect(tabs.slice(1).map((tab) => tab.queryEngine().columns.count)).toEqual([401, 401, 401, 401]));
});

test('search, filters and sorts of the index agree with plain ones', async () => {
  const { platform, browser } = setUp(600);
  const index = browser.open(platform);
  index.attend();
  await complete(index);
  await waitFor(() => expect(index.queryEngine().totals(new Set()).named).toBe(600));
  const jobs = idsIn(index).flatMap((id) => index.queryEngine().columns.at(index.queryEngine().columns.slotOf(id) ?? -1) ?? []);
  const shown = (change: Partial<typeof DEFAULT_VIEW>) => Array.from(index.queryEngine().inView({ ...DEFAULT_VIEW, ...change }), (slot) => index.queryEngine().columns.ids[slot]);
  expect(shown({ q: 'HARBOUR selfie' })).toEqual(jobs.filter(({ detail }) => /selfie-harbour/.test(detail?.fileName ?? '')).map(({ id }) => id));
  expect(shown({ q: 'zürich' }).length).toBe(jobs.filter(({ detail }) => detail?.fileName?.includes('Zürich')).length);
  expect(shown({ status: 'failed' })).toEqual(jobs.filter(({ status }) => status === 'failed').map(({ id }) => id));
  expect(shown({ q: 'face swap' }).length).toBe(jobs.filter(({ taskTypeId }) => taskTypeId === '4').length);
  const names = jobs.map(({ detail }) => detail?.fileName?.toLowerCase() ?? '').toSorted((a, b) => (a < b ? -1 : 1));
  const named = (slot: number) => index.queryEngine().columns.names[slot]?.toLowerCase() ?? '';
  expect(Array.from(index.queryEngine().inView({ ...DEFAULT_VIEW, sort: { column: 'file', descending: false } }), named)).toEqual(names);
  expect(Array.from(index.queryEngine().inView({ ...DEFAULT_VIEW, sort: { column: 'file', descending: true } }), named)).toEqual(names.toReversed());
});
