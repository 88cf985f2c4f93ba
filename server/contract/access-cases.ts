import { expect, test } from 'vitest';

import { documented } from '#src/jobs-api/fixtures/documented.ts';

import { type ContractClient, declare } from './contract-client.ts';
import { media } from './media.ts';
import type { WireVocabulary } from './wire-vocabulary.ts';

/** Keys, permissions, balance, and the order in which they are checked (wire format, sections 3, 5.5 and 6.3); routes and methods. */
export function accessCases(client: () => ContractClient, { refusal }: WireVocabulary): void {
  const body = { inputs: declare([media('photo.jpg')]) };

  test.each([
    ['GET', '/jobs'], ['POST', '/jobs?taskTypeId=1'], ['GET', '/jobs/1'], ['POST', '/jobs/1/finalize'], ['POST', '/jobs/1/cancel'], ['DELETE', '/jobs/1'],
  ])('%s %s needs a key that was given out', async (method, path) => {
    for (const key of [null, 'api_wrong', '']) {
      const answer = await client().call(method, path, { key });
      expect({ status: answer.status, body: answer.body }).toEqual(refusal(401, 'INVALID_API_KEY', documented.errors.invalidApiKey.message));
    }
  });

  test.each([
    ['POST', '/jobs?taskTypeId=1'], ['POST', '/jobs/1/finalize'], ['POST', '/jobs/1/cancel'], ['DELETE', '/jobs/1'],
  ])('a Read key is refused %s %s before anything else is looked at', async (method, path) => {
    const answer = await client().call(method, path, { key: 'api_sandbox_readonly', ...(method === 'POST' ? { text: 'not json' } : {}) });
    expect({ status: answer.status, body: answer.body }).toEqual(refusal(403, 'FORBIDDEN', documented.errors.forbidden.message));
  });

  test("a Read key sees the jobs of the sandbox's main key, and the key without credit does not", async () => {
    const { id } = await client().create(1, [media('photo.jpg')]);
    expect((await client().call('GET', `/jobs/${id}`, { key: 'api_sandbox_readonly' })).status).toBe(200);
    expect(await client().call('GET', `/jobs/${id}`, { key: 'api_sandbox_nocredit' })).toMatchObject(refusal(404, 'JOB_NOT_FOUND'));
    expect((await client().call('GET', '/jobs', { key: 'api_sandbox_nocredit' })).body).toMatchObject({ [client().vocabulary.rowsIn]: [], total: 0 });
  });

  test('without credit create and finalize are refused before the body or the job is looked at; reads are free', async () => {
    const key = 'api_sandbox_nocredit';
    for (const [path, text] of [['/jobs?taskTypeId=1', JSON.stringify(body)], ['/jobs?taskTypeId=77', 'not json'], ['/jobs/9/finalize', '']] as const) {
      expect(await client().call('POST', path, { key, text })).toMatchObject(refusal(402, 'INSUFFICIENT_BALANCE', documented.errors.insufficientBalance.message));
    }
    expect((await client().call('GET', '/jobs', { key })).status).toBe(200);
    expect((await client().call('POST', '/jobs/9/cancel', { key })).status).toBe(404);
    expect((await client().call('DELETE', '/jobs/9', { key })).status).toBe(404);
  });

  test('an unknown path is 404 and a wrong method 405, in the error shape', async () => {
    for (const path of ['', '/job', '/jobs/', '/jobs/1/else', '/jobs/1/finalize/2']) {
      expect(await client().call('GET', path === '' ? '/' : path)).toMatchObject(refusal(404, 'NOT_FOUND'));
    }
    for (const [method, path, allow] of [['PUT', '/jobs', 'GET, POST'], ['PATCH', '/jobs/1', 'GET, DELETE'], ['GET', '/jobs/1/finalize', 'POST']] as const) {
      const answer = await client().call(method, path);
      expect(answer).toMatchObject(refusal(405, 'METHOD_NOT_ALLOWED'));
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
