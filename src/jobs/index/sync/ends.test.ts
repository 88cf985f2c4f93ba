// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ListPlatform, numberedJobs } from '#src/jobs-api/testing/list-platform.ts';
import { openTestIndex } from '../../testing/open-test-index.ts';
import type { JobIndex } from './job-index.ts';

const NOW = Date.UTC(2026, 10, 2);
const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const at = (index: JobIndex, id: string) => index.queryEngine().columns.at(index.queryEngine().columns.slotOf(id) ?? -1);
const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const NOT_FOUND = () => Response.json({ code: 'JOB_NOT_FOUND', statusCode: 404, message: 'Job not found' }, { status: 404 });
const INGRESS = () => new Response('<html><title>404 Not Found</title></html>', { status: 404, headers: { 'content-type': 'text/html' } });

/** Three jobs, the one in the middle changed. */
function platformWith(change: object): ListPlatform {
  return new ListPlatform(numberedJobs(3, NOW - MINUTE).map((job) => (job.id === '2' ? { ...job, ...change } : job)));
}

test('a job that the platform runs again: its newer updatedAt wins over a known end, and its new end over that', async () => {
  const platform = platformWith({ status: 'failed' });
  const index = openTestIndex(platform);
  await passes(5_000);
  expect(at(index, '2')?.status).toBe('failed');
  const [, job] = platform.jobs;
  if (job === undefined) throw new Error('no job');
  Object.assign(job, { status: 'processing', updatedAt: NOW });
  await passes(20_000);
  expect(at(index, '2')?.status).toBe('processing');
  platform.detailOf = () => ({ result: { isFake: true } });
  Object.assign(job, { status: 'completed', updatedAt: NOW + 20_000 });
  await passes(20_000);
  expect(at(index, '2')).toMatchObject({ status: 'completed', detail: { final: true, reading: { finding: '{"isFake":true}' } } });
});

test('a job that was run again between two looks has its new result', async () => {
  const platform = platformWith({});
  platform.detailOf = () => ({ result: { isFake: false } });
  const index = openTestIndex(platform);
  await passes(5_000);
  expect(at(index, '2')?.detail?.reading?.finding).toBe('{"isFake":false}');
  platform.detailOf = () => ({ result: { isFake: true } });
  for (const job of platform.jobs) if (job.id === '2') job.updatedAt = NOW;
  await passes(20_000);
  expect(at(index, '2')?.detail?.reading?.finding).toBe('{"isFake":true}');
  const calls = platform.detailCalls.length;
  await passes(2 * MINUTE);
  expect(platform.detailCalls.length).toBe(calls);
});

test('a replica that lags behind does not take an end back', async () => {
  const platform = platformWith({});
  const index = openTestIndex(platform);
  await passes(5_000);
  for (const job of platform.jobs) if (job.id === '2') Object.assign(job, { status: 'processing', updatedAt: NOW - 10 * MINUTE });
  await passes(20_000);
  expect(at(index, '2')?.status).toBe('completed');
});

test('a list without updatedAt that contradicts a known end: the job itself is asked, once', async () => {
  const platform = platformWith({ updatedAt: null });
  const index = openTestIndex(platform);
  await passes(5_000);
  const calls = platform.detailCalls.length;
  for (const job of platform.jobs) if (job.id === '2') job.status = 'failed';
  await passes(20_000);
  expect(at(index, '2')?.status).toBe('failed');
  expect(platform.detailCalls.length - calls).toBeLessThanOrEqual(2);
});

test('PROCESSED a moment before its result is there: asked again, backing off, until it is', async () => {
  const platform = platformWith({});
  let given = false;
  platform.detailOf = ({ id }) => (id === '2' && !given ? {} : { result: { isFake: true } });
  const index = openTestIndex(platform);
  await passes(1_000);
  expect(at(index, '2')?.detail).toMatchObject({ reading: null, final: false });
  given = true;
  await passes(5_000);
  expect(at(index, '2')?.detail).toMatchObject({ reading: { finding: '{"isFake":true}' }, final: true });
});

test('a result that never comes is asked for a few times, then on demand; one of long ago is not waited for at all', async () => {
  const platform = platformWith({});
  platform.detailOf = () => ({});
  for (const job of platform.jobs) if (job.id !== '2') Object.assign(job, { updatedAt: NOW - 86_400_000 });
  openTestIndex(platform);
  await passes(10 * MINUTE);
  expect(platform.detailCalls.filter((id) => id === '2').length).toBeLessThanOrEqual(6);
  expect(platform.detailCalls.filter((id) => id === '2').length).toBeGreaterThanOrEqual(4);
  expect(platform.detailCalls.filter((id) => id === '1').length).toBe(1);
});

test('one stray 404 with a JSON body: a fresh list page brings the job back, with its name', async () => {
  const platform = platformWith({});
  let strays = 1;
  platform.answers = (path) => {
    if (!path.endsWith('/2') || strays === 0) return null;
    strays -= 1;
    return NOT_FOUND();
  };
  const index = openTestIndex(platform);
  await passes(2_000);
  expect(at(index, '2')).toBeNull();
  await passes(20_000);
  expect(at(index, '2')?.detail?.fileName).toBe('photo-2.jpg');
});

test('a job that the list shows and its detail denies stays, and is not asked for without end', async () => {
  const platform = platformWith({});
  platform.answers = (path) => (path.endsWith('/2') ? NOT_FOUND() : null);
  const index = openTestIndex(platform);
  await passes(5 * MINUTE);
  expect(at(index, '2')?.status).toBe('completed');
  expect(platform.detailCalls.filter((id) => id === '2').length).toBeLessThanOrEqual(6);
});

test('the page of an ingress in place of a 404 takes nothing away, and holds nothing up', async () => {
  const platform = platformWith({});
  let ingress = true;
  platform.answers = (path) => (path.endsWith('/2') && ingress ? INGRESS() : null);
  const index = openTestIndex(platform);
  await passes(1_500);
  expect(at(index, '2')).toMatchObject({ status: 'completed', detail: null });
  expect(at(index, '1')?.detail?.fileName).toBe('photo-1.jpg');
  ingress = false;
  await passes(10_000);
  expect(at(index, '2')?.detail?.fileName).toBe('photo-2.jpg');
});

test('a job whose delete was confirmed is not brought back by a replica that lags', async () => {
  const platform = platformWith({});
  const index = openTestIndex(platform);
  await passes(5_000);
  index.noteDeleted(['2']);
  await passes(40_000);
  expect(at(index, '2')).toBeNull();
});

test('a cancel that came too late: the end that the platform tells is shown', async () => {
  const platform = platformWith({ status: 'queued' });
  const index = openTestIndex(platform);
  await passes(2_000);
  for (const job of platform.jobs) if (job.id === '2') Object.assign(job, { status: 'completed', updatedAt: NOW });
  index.noteCancelled(['2']);
  await passes(20_000);
  expect(at(index, '2')?.status).toBe('completed');
});

test('a job that the platform calls deleted is followed no more', async () => {
  const platform = platformWith({ status: 'DELETED' });
  const index = openTestIndex(platform);
  await passes(MINUTE);
  expect(at(index, '2')?.status).toBe('deleted');
  expect(platform.detailCalls.filter((id) => id === '2').length).toBeLessThanOrEqual(1);
});
