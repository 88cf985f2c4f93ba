// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ListPlatform, numberedJobs, type ListHabits } from '#src/jobs-api/testing/list-platform.ts';
import { openTestIndex } from '../../testing/open-test-index.ts';
import { createMemoryIndexStorage } from '../store/index-storage.ts';
import type { JobIndex } from './job-index.ts';

const NOW = Date.UTC(2026, 10, 2);
const none = () => null;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const says = (index: JobIndex) => ({ jobs: index.queryEngine().columns.count, complete: index.state.getState().complete, incomplete: index.state.getState().incomplete });
const whole = (jobs: number) => ({ jobs, complete: true, incomplete: null });
const part = (jobs: number, total: number | null) => ({ jobs, complete: false, incomplete: { total } });

test.each<[string, number, ListHabits, ReturnType<typeof says>]>([
  ['100 a page of 1,000, as asked', 1_000, {}, whole(1_000)],
  ['25 a page of 1,000 (pageSize)', 1_000, { cap: 25, shape: 'items' }, whole(1_000)],
  ['10 a page without total', 250, { cap: 10, total: none }, whole(250)],
  ['10 a page of 250, though it says 100', 250, { cap: 10, saysLimit: 'asked' }, whole(250)],
  ['50 of 130', 130, { cap: 50, saysLimit: 'nothing' }, whole(130)],
  ['25 a page without total, though it says 100', 130, { cap: 25, total: none, saysLimit: 'asked' }, whole(130)],
  ['limit and offset', 130, { cap: 50, shape: 'offset' }, whole(130)],
  ['limit and offset, page ignored', 130, { cap: 50, shape: 'offset', pages: 'by offset' }, whole(130)],
  ['limit and offset, page ignored, 10 of 250 though it says 100, no total', 250, { cap: 10, shape: 'offset', pages: 'by offset', saysLimit: 'asked', total: none }, whole(250)],
  ['a bare array that is paged', 130, { cap: 50, shape: 'array' }, whole(130)],
  ['a bare array, page ignored', 40, { shape: 'array', pages: false }, part(40, null)],
  ['page ignored, a total of a billion', 250, { cap: 10, pages: false, total: () => 1e9 }, part(10, 1e9)],
  ['page ignored, no total', 250, { cap: 10, pages: false, total: none }, part(10, null)],
  ['oldest first', 250, { order: 'oldest' }, whole(250)],
  ['oldest first, 10 a page without total', 130, { cap: 10, order: 'oldest', total: none }, whole(130)],
  ['shuffled', 250, { cap: 10, order: 'shuffled' }, whole(250)],
  ['an empty page with total 30', 30, { cap: 10, emptyPages: [2] }, part(10, 30)],
  ['nothing but a total of 30', 30, { emptyPages: [1] }, part(0, 30)],
  ['no jobs, no total', 0, { total: none }, whole(0)],
])('%s: each job once, or how many of them could be read', async (_name, count, habits, expected) => {
  const platform = new ListPlatform(numberedJobs(count, NOW - 86_400_000), habits);
  const index = openTestIndex(platform);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(says(index)).toEqual(expected);
  const { columns } = index.queryEngine();
  expect(new Set(columns.ids.filter((id) => id !== '')).size).toBe(expected.jobs);
});

test('another order each time: what came is known, that it is not all is said, and the calls are bounded', async () => {
  const platform = new ListPlatform(numberedJobs(250, NOW - 86_400_000), { cap: 10, order: 'restless' });
  const index = openTestIndex(platform);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(says(index)).toMatchObject({ complete: false, incomplete: { total: 250 } });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(platform.listCalls.length).toBeLessThan(40 + 10 * 50);
});

test.each<[string, ListHabits]>([
  ['a total of a billion', { cap: 10, pages: false, total: () => 1e9 }],
  ['no total', { cap: 10, pages: false, total: none }],
])('a list that ignores page, %s: a few calls a minute, no crawl without end', async (_name, habits) => {
  const platform = new ListPlatform(numberedJobs(250, NOW - 86_400_000), habits);
  openTestIndex(platform);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(platform.listCalls.length).toBeLessThanOrEqual(4);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  // One look at the first page each 15 s, and the whole reading a few times, less and less often.
  expect(platform.listCalls.length).toBeLessThanOrEqual(60);
  expect(platform.detailCalls.length).toBeLessThanOrEqual(10);
});

test('a clean first reading of 10,000 jobs takes its 100 pages, and one more look at most', async () => {
  const platform = new ListPlatform(numberedJobs(10_000, NOW - 86_400_000));
  const index = openTestIndex(platform);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(says(index)).toEqual(whole(10_000));
  expect(platform.listCalls.length).toBeLessThanOrEqual(101);
});

test('after a reload it is still said that a part could be read', async () => {
  const platform = new ListPlatform(numberedJobs(250, NOW - 86_400_000), { cap: 10, pages: false, total: () => 250 });
  const storage = createMemoryIndexStorage();
  const first = openTestIndex(platform, storage);
  await vi.advanceTimersByTimeAsync(10_000);
  await first.close();
  platform.answers = () => new Response('', { status: 503 });
  const again = openTestIndex(platform, storage);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(says(again)).toEqual(part(10, 250));
});

test('a list that was cut short is whole once a person asks to read it again', async () => {
  const platform = new ListPlatform(numberedJobs(30, NOW - 86_400_000), { cap: 10, emptyPages: [2] });
  const index = openTestIndex(platform);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(says(index)).toEqual(part(10, 30));
  platform.habits = { cap: 10 };
  index.readAll();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(says(index)).toEqual(whole(30));
});

test.each<[string, ListHabits]>([['with total', {}], ['without total', { total: none }]])('oldest first, %s: what is new shows', async (_name, habits) => {
  const platform = new ListPlatform(numberedJobs(130, NOW - 86_400_000), { cap: 50, order: 'oldest', ...habits });
  const index = openTestIndex(platform);
  await vi.advanceTimersByTimeAsync(10_000);
  const calls = platform.listCalls.length;
  platform.jobs = [{ id: '131', status: 'completed', createdAt: NOW, updatedAt: NOW }, ...platform.jobs];
  await vi.advanceTimersByTimeAsync(45_000);
  expect(index.queryEngine().columns.slotOf('131')).toBeDefined();
  expect(platform.listCalls.length - calls).toBeLessThanOrEqual(8);
});

test('jobs of a list without order that were deleted elsewhere are gone', async () => {
  const platform = new ListPlatform(numberedJobs(130, NOW - 86_400_000), { cap: 50, order: 'shuffled' });
  const index = openTestIndex(platform);
  await vi.advanceTimersByTimeAsync(10_000);
  platform.jobs = platform.jobs.filter(({ id }) => id !== '77');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(says(index)).toEqual(whole(129));
  expect(index.queryEngine().columns.slotOf('77')).toBeUndefined();
});
