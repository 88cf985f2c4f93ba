// @vitest-environment node
import { expect, test } from 'vitest';
import { HttpError } from '#src/jobs-api/errors.ts';
import type { JobPage } from '#src/jobs-api/job.ts';
import { readJob, readJobPage } from '#src/jobs-api/normalize.ts';
import { removeOrphans } from './orphans.ts';
import { testItem } from '../testing/items.ts';

const ASKED = 1_800_000_000_000;
const MINUTE = 60_000;
const GONE = new HttpError({ status: 404, code: 'JOB_NOT_FOUND', message: 'gone', retryAfterMs: null, body: '{}', fromApi: true });

interface There {
  readonly id: string;
  readonly reference?: string;
  /** ms after the create was sent. */
  readonly after?: number;
  readonly name?: string;
  readonly status?: string;
  /** What its detail says where the list lags behind it. */
  readonly detailStatus?: string;
  /** How often its detail answers 404 before it is known. */
  lags?: number;
}

/** Searches a platform that holds these jobs, some minutes after a create with reference `ours` was sent, and tells what it deleted. */
async function search(jobs: readonly There[], { minutes = 6, list }: { readonly minutes?: number; readonly list?: (jobs: readonly object[], page: number) => object } = {}) {
  const deleted: string[] = [];
  let listCalls = 0;
  const summary = ({ id, after = 1_000, status = 'waiting_for_finalize' }: There) => ({ jobId: id, taskTypeId: 1, status, createdAt: new Date(ASKED + after).toISOString() });
  const all = jobs.map(summary);
  const found = await removeOrphans({
    api: {
      listJobs: async ({ page, limit }): Promise<JobPage> => {
        listCalls += 1;
        return readJobPage(list ? list(all, page) : { data: page === 1 ? all : [], pagination: { page, limit, total: all.length } }, { page, limit });
      },
      getJob: async (jobId) => {
        const job = jobs.find(({ id }) => id === jobId);
        if (job === undefined) throw GONE;
        if ((job.lags ?? 0) > 0) {
          job.lags = (job.lags ?? 0) - 1;
          throw GONE;
        }
        return readJob({ ...summary(job), ...(job.detailStatus ? { status: job.detailStatus } : {}), externalReference: job.reference, inputs: [{ slotName: 'original', fileName: job.name ?? 'photo.jpg', sizeBytes: 4 }] });
      },
      serverTime: () => ASKED + minutes * MINUTE,
    },
    commands: { delete: async (jobId) => void deleted.push(jobId) },
    item: testItem(), creates: [{ at: ASKED, reference: 'ours' }], knownJobIds: new Set(['known']), wait: async () => undefined, signal: new AbortController().signal,
  });
  return { ...found, deleted, listCalls };
}

const tenAPage = (all: readonly object[], page: number) => ({ data: all.slice((page - 1) * 10, page * 10) });

test('a job with our reference is ours, and goes at once', async () => {
  expect(await search([{ id: '1', reference: 'ours', after: 20 * MINUTE }], { minutes: 21 })).toMatchObject({ deleted: ['1'], isFinal: true });
  expect(await search([{ id: '1', reference: 'ours' }], { minutes: 0 })).toMatchObject({ deleted: ['1'], isFinal: false });
});

test('a job with another reference is a colleague’s, whatever else; and so is one without where references are given back', async () => {
  expect(await search([{ id: '1', reference: 'theirs' }])).toMatchObject({ deleted: [], lookAlikes: [], isFinal: true });
  expect(await search([{ id: '1', reference: 'ours' }, { id: '2' }])).toMatchObject({ deleted: ['1'] });
});

test('without references nothing proves a job to be ours, not even a single one made in the very second: it is named, and left alone', async () => {
  expect(await search([{ id: '1' }], { minutes: 1 })).toMatchObject({ deleted: [], isFinal: false });
  expect(await search([{ id: '1' }])).toMatchObject({ deleted: [], lookAlikes: ['1'], isFinal: true });
  expect(await search([{ id: '1' }, { id: '2' }])).toMatchObject({ deleted: [], lookAlikes: ['1', '2'], isFinal: true });
});

test('the tab comes back an hour later: a colleague’s job in mid-upload, of the same name and size, is left alone', async () => {
  expect(await search([{ id: '1', after: 59 * MINUTE }], { minutes: 60 })).toMatchObject({ deleted: [], lookAlikes: [] });
  expect(await search([{ id: '1', after: -2 * MINUTE }])).toMatchObject({ deleted: [], lookAlikes: [] });
});

test('another file, a finalized job, and a job of the queue are left alone', async () => {
  expect(await search([{ id: '1', name: 'other.jpg' }, { id: '2', status: 'queued' }, { id: 'known' }])).toMatchObject({ deleted: [], lookAlikes: [] });
});

test.each(['queued', 'processing', 'completed'])('a list that lags: a job whose detail says %s was charged, and is never deleted, not even one of ours', async (detailStatus) => {
  expect(await search([{ id: '1', reference: 'ours', detailStatus }])).toMatchObject({ deleted: [], lookAlikes: [] });
  expect(await search([{ id: '1', detailStatus }])).toMatchObject({ deleted: [], lookAlikes: [] });
});

test('a detail that a lagging replica does not know is looked at again, and never taken for settled', async () => {
  expect(await search([{ id: '1', reference: 'ours', lags: 2 }])).toMatchObject({ deleted: ['1'], isFinal: true });
  expect(await search([{ id: '1', reference: 'ours', lags: 9 }])).toMatchObject({ deleted: [], isFinal: false });
});

test('lists of any habit: capped, oldest first, without total, or with `page` ignored', async () => {
  const others = Array.from({ length: 45 }, (_, n) => ({ id: `old-${n}`, after: -n * MINUTE - MINUTE, status: 'queued' }));
  expect((await search([{ id: '1', reference: 'ours' }, ...others], { list: tenAPage })).deleted).toEqual(['1']);
  expect((await search([...others.toReversed(), { id: '1', reference: 'ours' }], { list: tenAPage })).deleted).toEqual(['1']);
  const ignored = await search([...others, { id: '1', reference: 'ours' }], { list: (all) => ({ data: all.slice(0, 10) }) });
  expect(ignored.listCalls).toBeLessThan(4);
  expect(ignored.isFinal).toBe(false);
  // Newest first by chance, as far as the first page goes.
  expect((await search([...others.slice(0, 10), { id: '1', reference: 'ours' }, ...others.slice(10)], { list: tenAPage })).deleted).toEqual(['1']);
});

test('a list without a total in which some entries came twice may have left others out, however its few entries stand', async () => {
  const three = [{ id: '3', after: 3_000, status: 'queued' }, { id: '2', after: 2_000, status: 'queued' }, { id: '1', after: 1_000, status: 'queued' }];
  const found = await search(three, { list: (all, page) => ({ data: page === 1 ? all.slice(0, 2) : page === 2 ? all.slice(1, 3) : [] }) });
  expect(found.isFinal).toBe(false);
});

test('a list that is newest first over twenty entries is left once it reaches back past the attempt', async () => {
  const old = Array.from({ length: 100 }, (_, n) => ({ id: `old-${n}`, after: -n * MINUTE - MINUTE, status: 'queued' }));
  expect((await search([{ id: '1', reference: 'ours' }, ...old], { list: tenAPage })).listCalls).toBe(2);
});
