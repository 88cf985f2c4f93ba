import { expect, test } from 'vitest';

import { type ContractClient, declare } from './contract-client.ts';
import { media } from './media.ts';

/** Keys, permissions, balance, and the order in which they are checked (wire format, section 3); routes and methods. */
export function accessCases(client: () => ContractClient): void {
  const body = { inputs: declare([media('photo.jpg')]) };

  test.each([
    ['GET', '/jobs'], ['POST', '/jobs?taskTypeId=1'], ['GET', '/jobs/1'], ['POST', '/jobs/1/finalize'], ['POST', '/jobs/1/cancel'], ['DELETE', '/jobs/1'],
  ])('%s %s needs a key that was given out', async (method, path) => {
    for (const key of [null, 'api_wrong', '']) {
      const answer = await client().call(method, path, { key });
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual({ code: 'INVALID_API_KEY', statusCode: 401, message: expect.any(String) });
    }
  });

  test.each([
    ['POST', '/jobs?taskTypeId=1'], ['POST', '/jobs/1/finalize'], ['POST', '/jobs/1/cancel'], ['DELETE', '/jobs/1'],
  ])('a Read key is refused %s %s before anything else is looked at', async (method, path) => {
    const answer = await client().call(method, path, { key: 'api_sandbox_readonly', ...(method === 'POST' ? { text: 'not json' } : {}) });
    expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN', statusCode: 403 } });
  });

  test("a Read key sees the jobs of the sandbox's main key, and the key without credit does not", async () => {
    const { id } = await client().create(1, [media('photo.jpg')]);
    expect((await client().call('GET', `/jobs/${id}`, { key: 'api_sandbox_readonly' })).status).toBe(200);
    expect(await client().call('GET', `/jobs/${id}`, { key: 'api_sandbox_nocredit' })).toMatchObject({ status: 404, body: { code: 'JOB_NOT_FOUND' } });
    expect((await client().call('GET', '/jobs', { key: 'api_sandbox_nocredit' })).body).toMatchObject({ data: [], total: 0 });
  });

  test('without credit create and finalize are refused before the body or the job is looked at; reads are free', async () => {
    const key = 'api_sandbox_nocredit';
    for (const [path, text] of [['/jobs?taskTypeId=1', JSON.stringify(body)], ['/jobs?taskTypeId=77', 'not json'], ['/jobs/9/finalize', '']] as const) {
      expect(await client().call('POST', path, { key, text })).toMatchObject({ status: 402, body: { code: 'INSUFFICIENT_BALANCE', statusCode: 402 } });
    }
    expect((await client().call('GET', '/jobs', { key })).status).toBe(200);
    expect((await client().call('POST', '/jobs/9/cancel', { key })).status).toBe(404);
    expect((await client().call('DELETE', '/jobs/9', { key })).status).toBe(404);
  });

  test('an unknown path is 404 and a wrong method 405, in the error shape', async () => {
    for (const path of ['', '/job', '/jobs/', '/jobs/1/else', '/jobs/1/finalize/2']) {
      expect(await client().call('GET', path === '' ? '/' : path)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND', statusCode: 404 } });
    }
    for (const [method, path, allow] of [['PUT', '/jobs', 'GET, POST'], ['PATCH', '/jobs/1', 'GET, DELETE'], ['GET', '/jobs/1/finalize', 'POST']] as const) {
      const answer = await client().call(method, path);
      expect(answer).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED', statusCode: 405 } });
      expect(answer.headers.get('allow')).toBe(allow);
    }
  });

  test('answers are JSON that no cache keeps', async () => {
    for (const path of ['/jobs', '/jobs/99999']) {
      const { headers } = await client().call('GET', path);
      expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(headers.get('cache-control')).toBe('no-store');
    }
  });
}
