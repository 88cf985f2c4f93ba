import { expect, test } from 'vitest';

import type { ContractClient } from './contract-client.ts';
import { media } from './media.ts';

const photo = media('photo.jpg');

/** The list (wire format, sections 2 and 5.2): paging, order, filter, both vocabularies. */
export function listCases(client: () => ContractClient): void {
  const list = async (query: string) => (await client().call('GET', `/jobs${query}`)).body;
  const ids = async (query: string) => {
    const data = (await list(query))?.['data'];
    return Array.isArray(data) ? data.map((row) => row.jobId) : null;
  };

  test('an empty list has no pages', async () => {
    expect(await list('')).toEqual({ data: [], pagination: { page: 1, limit: 10, total: 0, pages: 0 }, items: [], total: 0, page: 1, pageSize: 10 });
  });

  test('pages go from the newest to the oldest, ten at a time', async () => {
    const made: number[] = [];
    for (let n = 0; n < 12; n += 1) made.unshift((await client().create(1, [photo])).id);
    expect(await ids('')).toEqual(made.slice(0, 10));
    expect(await list('?page=2')).toMatchObject({ pagination: { page: 2, limit: 10, total: 12, pages: 2 }, total: 12, page: 2, pageSize: 10 });
    expect(await ids('?page=2')).toEqual(made.slice(10));
    expect(await ids('?page=3')).toEqual([]);
    expect(await ids('?page=2&limit=5')).toEqual(made.slice(5, 10));
    expect(await ids('?page=2&pageSize=5')).toEqual(made.slice(5, 10));
    expect(await ids('?limit=100')).toEqual(made);
  });

  test('rows hold what is documented and no more, and the deployed ones stand beside them', async () => {
    const body = await list('?limit=1');
    const row = { createdAt: expect.stringMatching(/Z$/), updatedAt: expect.stringMatching(/Z$/) };
    const [id] = (await ids('?limit=1')) ?? [];
    expect(body?.['data']).toEqual([{ jobId: id, taskTypeId: 1, status: 'waiting_for_finalize', ...row }]);
    expect(body?.['items']).toEqual([{ id: String(id), tenantId: 'sandbox', taskTypeId: '1', status: 'initiated', cost: 1, ...row }]);
  });

  test('the status filter follows the clock', async () => {
    const completed = await client().submit(1, [photo]);
    const failed = await client().submit(1, [media('photo.jpg', 'fail.jpg')]);
    client().subject.advance(60_000);
    const processing = await client().submit(1, [photo]);
    client().subject.advance(2000);
    const queued = await client().submit(1, [photo]);
    const cancelled = await client().submit(1, [photo]);
    await client().call('POST', `/jobs/${cancelled}/cancel`);
    for (const [word, id] of Object.entries({ completed, failed, processing, queued, cancelled, processed: completed, QUEUED: queued })) {
      expect(await ids(`?status=${word}`)).toEqual([id]);
    }
    expect((await list('?status=waiting_for_finalize&limit=2'))?.['pagination']).toEqual({ page: 1, limit: 2, total: 12, pages: 6 });
    client().subject.advance(60_000);
    expect(await ids('?status=completed')).toEqual([queued, processing, completed]);
    expect((await list('?status='))?.['total']).toBe(17);
  });

  test.each([['page=0', 1, 10], ['page=-1', 1, 10], ['limit=0', 1, 1], ['limit=101', 1, 100], ['pageSize=1000', 1, 100]])('%s gets the nearest that is allowed', async (query, page, pageSize) => {
    expect(await list(`?${query}`)).toMatchObject({ page, pageSize });
  });

  test.each(['page=one', 'page=1.5', 'limit=ten', 'status=lost'])('refuses %s', async (query) => {
    expect(await client().call('GET', `/jobs?${query}`)).toMatchObject({ status: 400, body: { code: 'INVALID_PARAMETERS', statusCode: 400 } });
  });
}
