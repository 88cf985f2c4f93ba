import { expect, test } from 'vitest';
import { createJobsClient } from './client.ts';
import { listPages } from './list-pages.ts';
import { pagesByOffset } from './offset-pages.ts';
import { ListPlatform, numberedJobs, type ListHabits } from './testing/list-platform.ts';

/** Reads the whole list of a platform with `count` jobs: how many jobs came, each once; how it ended; and in how many calls. */
async function readAll(count: number, habits: ListHabits, limit = 100) {
  const platform = new ListPlatform(numberedJobs(count), habits);
  const api = createJobsClient({ baseUrl: '/api/v1', fetch: platform.fetch });
  const ids: string[] = [];
  let end: string | null = null;
  for await (const page of listPages({ api, limit })) {
    ids.push(...page.fresh.map(({ id }) => id));
    ({ end } = page);
    if (platform.listCalls.length > 500) break;
  }
  expect(new Set(ids).size, 'each job once').toBe(ids.length);
  return { jobs: ids.length, end, calls: platform.listCalls.length };
}

const none = () => null;

test.each<[string, number, ListHabits, { jobs: number; end: string; calls: number }]>([
  ['100 a page of 1,000, as asked', 1_000, {}, { jobs: 1_000, end: 'certain', calls: 10 }],
  ['25 a page of 1,000 (pageSize)', 1_000, { cap: 25, shape: 'items' }, { jobs: 1_000, end: 'certain', calls: 40 }],
  ['10 a page without total', 250, { cap: 10, total: none }, { jobs: 250, end: 'certain', calls: 26 }],
  ['10 a page without total, the last one short', 255, { cap: 10, total: none }, { jobs: 255, end: 'certain', calls: 27 }],
  ['10 a page of 250, though it says 100', 250, { cap: 10, saysLimit: 'asked' }, { jobs: 250, end: 'certain', calls: 25 }],
  ['50 of 130', 130, { cap: 50, saysLimit: 'nothing' }, { jobs: 130, end: 'certain', calls: 3 }],
  ['25 a page without total, though it says 100', 130, { cap: 25, total: none, saysLimit: 'asked' }, { jobs: 130, end: 'certain', calls: 7 }],
  ['limit and offset', 130, { cap: 50, shape: 'offset' }, { jobs: 130, end: 'certain', calls: 3 }],
  ['limit and offset, page ignored', 130, { cap: 50, shape: 'offset', pages: 'by offset' }, { jobs: 130, end: 'certain', calls: 3 }],
  ['limit and offset, page ignored, 10 of 250 though it says 100', 250, { cap: 10, shape: 'offset', pages: 'by offset', saysLimit: 'asked' }, { jobs: 250, end: 'certain', calls: 25 }],
  ['a bare array that is paged', 130, { cap: 50, shape: 'array' }, { jobs: 130, end: 'certain', calls: 4 }],
  ['a bare array, page ignored', 40, { shape: 'array', pages: false }, { jobs: 40, end: 'uncertain', calls: 2 }],
  ['page ignored, a total of a billion', 250, { cap: 10, pages: false, total: () => 1e9 }, { jobs: 10, end: 'uncertain', calls: 2 }],
  ['page ignored, no total', 250, { cap: 10, pages: false, total: none }, { jobs: 10, end: 'uncertain', calls: 2 }],
  ['page ignored, but all is there', 25, { pages: false }, { jobs: 25, end: 'certain', calls: 1 }],
  ['oldest first', 130, { cap: 50, order: 'oldest' }, { jobs: 130, end: 'certain', calls: 3 }],
  ['shuffled', 250, { cap: 10, order: 'shuffled' }, { jobs: 250, end: 'certain', calls: 25 }],
  ['an empty page with total 30', 30, { cap: 10, emptyPages: [2] }, { jobs: 10, end: 'uncertain', calls: 2 }],
  ['nothing but a total of 30', 30, { emptyPages: [1] }, { jobs: 0, end: 'uncertain', calls: 1 }],
  ['404 behind the end', 130, { cap: 50, total: none, refusesBehindEnd: true }, { jobs: 130, end: 'uncertain', calls: 4 }],
  ['no jobs', 0, {}, { jobs: 0, end: 'certain', calls: 1 }],
  ['no jobs, no total', 0, { total: none }, { jobs: 0, end: 'certain', calls: 1 }],
])('%s', async (_name, count, habits, expected) => {
  expect(await readAll(count, habits)).toEqual(expected);
});

test('another order each time: what came is known, and that it is not all', async () => {
  const { jobs, end, calls } = await readAll(250, { cap: 10, order: 'restless' });
  expect(jobs).toBeLessThan(250);
  expect(end).toBe('uncertain');
  expect(calls).toBeLessThanOrEqual(25);
});

test('a list that grows by a page between two calls is read on', async () => {
  const platform = new ListPlatform(numberedJobs(100), { cap: 10 });
  const api = createJobsClient({ baseUrl: '/api/v1', fetch: platform.fetch });
  const ids = new Set<string>();
  let end: string | null = null;
  for await (const page of listPages({ api, limit: 100 })) {
    for (const { id } of page.fresh) ids.add(id);
    ({ end } = page);
    if (platform.listCalls.length === 3) platform.jobs = [...numberedJobs(110).slice(0, 10), ...platform.jobs];
  }
  expect(ids.size).toBe(100);
  expect(end).toBe('uncertain');
});

test('a list whose total grows with every call, and which repeats itself, is left in the end', async () => {
  let total = 1_000;
  const { calls, end } = await readAll(10, { pages: false, total: () => (total += 10) });
  expect(end).toBe('uncertain');
  expect(calls).toBeLessThanOrEqual(6);
});

test('a list that goes by offset is read from any page on; no other platform is sent an offset', async () => {
  const platform = new ListPlatform(numberedJobs(130), { cap: 50, shape: 'offset', pages: 'by offset' });
  const pages = pagesByOffset(createJobsClient({ baseUrl: '/api/v1', fetch: platform.fetch }));
  expect((await pages.listJobs({ page: 3, limit: 100 })).jobs.map(({ id }) => id)).toEqual(numberedJobs(30).map(({ id }) => id));
  expect(platform.listCalls.map((query) => query.get('offset'))).toEqual([null, '100']);
  expect(await pages.listJobs({ page: 2, limit: 100 })).toMatchObject({ page: 2, total: 130 });
  expect(platform.listCalls.at(-1)?.get('offset')).toBe('50');
  for (const shape of ['documented', 'items', 'array'] as const) {
    const other = new ListPlatform(numberedJobs(130), { cap: 50, shape });
    const read: number[] = [];
    for await (const { answer } of listPages({ api: createJobsClient({ baseUrl: '/api/v1', fetch: other.fetch }), limit: 100 })) read.push(answer.jobs.length);
    expect(read.slice(0, 3)).toEqual([50, 50, 30]);
    expect(other.listCalls.some((query) => query.has('offset'))).toBe(false);
  }
});

test('a refused first page is an error, as it came', async () => {
  const platform = new ListPlatform([], {});
  platform.answers = () => Response.json({ code: 'FORBIDDEN', message: 'no' }, { status: 400 });
  const api = createJobsClient({ baseUrl: '/api/v1', fetch: platform.fetch });
  await expect(listPages({ api, limit: 10 }).next()).rejects.toThrow('no');
});
