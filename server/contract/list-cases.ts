import { expect, test } from 'vitest';

import { JOB_STATUSES, type KnownJobStatus } from '#src/jobs-api/job.ts';

import type { ContractClient } from './contract-client.ts';
import { media } from './media.ts';
import type { WireVocabulary } from './wire-vocabulary.ts';

const photo = media('photo.jpg');

/** The list (wire format, sections 2, 5.2 and 6.4): paging, order, filter. */
export function listCases(client: () => ContractClient, { name, words, workerFailed, mostRows, refusal, rowsIn, idIn, id: idOf }: WireVocabulary): void {
  const isDocumented = name === 'documented';
  const list = async (query: string) => (await client().call('GET', `/jobs${query}`)).body;
  const ids = async (query: string) => (await client().rows(query)).map((row) => row[idIn]);

  test('an empty list has no pages', async () => {
    const counts = { total: 0, page: 1, pageSize: 10 };
    expect(await list('')).toEqual({ items: [], ...counts, ...(isDocumented ? { data: [], pagination: { page: 1, limit: 10, total: 0, pages: 0 } } : {}) });
  });

  test('pages go from the newest to the oldest, ten at a time', async () => {
    const made: (number | string)[] = [];
    for (let n = 0; n < 12; n += 1) made.unshift(idOf((await client().create(1, [photo])).id));
    expect(await ids('')).toEqual(made.slice(0, 10));
    expect(await list('?page=2')).toMatchObject({ total: 12, page: 2, pageSize: 10, ...(isDocumented ? { pagination: { page: 2, limit: 10, total: 12, pages: 2 } } : {}) });
    expect(await ids('?page=2')).toEqual(made.slice(10));
    expect(await ids('?page=3')).toEqual([]);
    expect(await ids('?page=2&limit=5')).toEqual(made.slice(5, 10));
    expect(await ids('?page=2&pageSize=5')).toEqual(made.slice(5, 10));
    expect(await ids('?limit=100')).toEqual(made);
  });

  test('rows hold what their section says and no more', async () => {
    const body = await list('?limit=1');
    const times = { createdAt: expect.stringMatching(/Z$/), updatedAt: expect.stringMatching(/Z$/) };
    const [id] = await ids('?limit=1');
    const status = isDocumented ? 'initiated' : words.waiting_for_finalize;
    expect(body?.['items']).toEqual([{ id: String(id), tenantId: 'sandbox', taskTypeId: '1', status, cost: 1, ...times }]);
    if (isDocumented) expect(body?.['data']).toEqual([{ jobId: id, taskTypeId: 1, status: 'waiting_for_finalize', ...times }]);
  });

  test('the status filter follows the clock, in the documented words and in its own', async () => {
    const completed = await client().submit(1, [photo]);
    const broken = await client().submit(1, [media('photo.jpg', 'fail.jpg')]);
    client().subject.advance(60_000);
    const processing = await client().submit(1, [photo]);
    client().subject.advance(2000);
    const queued = await client().submit(1, [photo]);
    const cancelled = await client().submit(1, [photo]);
    await client().call('POST', `/jobs/${cancelled}/cancel`);
    const having: Record<KnownJobStatus, number[]> = { waiting_for_finalize: [], completed: [completed], failed: [], processing: [processing], queued: [queued], cancelled: [cancelled] };
    having[workerFailed].unshift(broken);
    for (const status of JOB_STATUSES.filter((each) => each !== 'waiting_for_finalize')) {
      for (const word of [status, words[status], words[status].toUpperCase()]) expect([word, await ids(`?status=${word}`)]).toEqual([word, having[status].map(idOf)]);
      for (const row of await client().rows(`?status=${status}`)) expect(row['status']).toBe(words[status]);
    }
    expect(await list('?status=waiting_for_finalize&limit=2')).toMatchObject({ page: 1, pageSize: 2, total: 12 });
    client().subject.advance(60_000);
    expect(await ids('?status=completed')).toEqual([queued, processing, ...having.completed].map(idOf));
    expect((await list('?status='))?.['total']).toBe(17);
  });

  test.each([['page=0', 1, 10], ['page=-1', 1, 10], ['limit=0', 1, 1], ['limit=101', 1, mostRows], ['pageSize=1000', 1, mostRows]])('%s gets the nearest that is allowed', async (query, page, pageSize) => {
    expect(await list(`?${query}`)).toMatchObject({ page, pageSize, [rowsIn]: expect.any(Array) });
  });

  test.each(['page=one', 'page=1.5', 'limit=ten', 'status=lost'])('refuses %s', async (query) => {
    expect(await client().call('GET', `/jobs?${query}`)).toMatchObject(refusal(400, 'INVALID_PARAMETERS'));
  });
}
