import { expect, test } from 'vitest';

import { current } from '#src/jobs-api/fixtures/current.ts';
import { deployed } from '#src/jobs-api/fixtures/deployed.ts';
import { documented } from '#src/jobs-api/fixtures/documented.ts';

import { type Answer, type ContractClient, declare } from './contract-client.ts';
import { media, type TestFile } from './media.ts';
import { shapeOf } from './shape-of.ts';

/** What one vocabulary answers, from the fixtures that are written from the wire format. */
interface Expected {
  readonly key: string;
  readonly created: object;
  readonly finalized: object;
  readonly cancelled: object;
  readonly detail: object;
  /** A row of the list, and where the list holds its rows. */
  readonly row: object;
  readonly rowsIn: 'data' | 'items';
  readonly notFound: object;
  readonly again: { readonly status: number; readonly error: object };
  /** Words before the upload, once queued, while processing, once completed and cancelled. */
  readonly words: readonly [string, string, string, string, string];
  readonly idIn: 'jobId' | 'id';
}

const VOCABULARIES: Readonly<Record<string, Expected>> = {
  documented: {
    key: 'api_sandbox', ...documented, row: documented.list.data[0], rowsIn: 'data', notFound: documented.errors.jobNotFound, again: { status: 400, error: documented.errors.jobNotFound },
    words: ['waiting_for_finalize', 'queued', 'processing', 'completed', 'cancelled'], idIn: 'jobId',
  },
  deployed: {
    key: 'api_sandbox_deployed', ...deployed, cancelled: deployed.finalized, row: deployed.list.items[0], rowsIn: 'items', notFound: deployed.errors.notPermitted, again: { status: 400, error: deployed.errors.notPermitted },
    words: ['initiated', 'queued', 'processing', 'processed', 'canceled'], idIn: 'id',
  },
  current: {
    key: 'api_sandbox_current', ...current, row: current.list.items[0], rowsIn: 'items', notFound: current.errors.jobNotFound, again: { status: 409, error: current.errors.alreadyFinalized },
    words: ['INITED', 'UPLOADED', 'PROCESSING', 'COMPLETED', 'CANCELLED'], idIn: 'id',
  },
};

const photo = media('photo.jpg', 'fake-photo.jpg');

/** The whole way of a job in each vocabulary, by the key's: the same steps, each answer against its fixture. */
export function vocabularyCases(client: () => ContractClient): void {
  test.each(Object.entries(VOCABULARIES))('%s: create, upload, finalize, list, detail, result and delete are told in its shapes and words', async (vocabulary, expected) => {
    const { key, words } = expected;
    const pure = vocabulary !== 'documented';
    const call = (method: string, path: string, body?: unknown) => client().call(method, path, { key, body });
    const create = async (file: TestFile) => call('POST', '/jobs', { taskTypeId: '1', inputs: declare([file]) });
    const jobIn = ({ body }: Answer) => fields(pure && body?.['job'] !== undefined ? body['job'] : body);

    const created = await create(photo);
    expectShape(created.body, expected.created, pure);
    expect(jobIn(created)['status']).toBe(words[0]);
    const id = String(jobIn(created)[expected.idIn]);
    const [input] = listIn(created.body?.['inputs']);
    expect((await client().put(String(input?.['uploadUrl']), photo)).status).toBe(200);

    const finalized = await call('POST', `/jobs/${id}/finalize`);
    expectShape(finalized.body, expected.finalized, pure);
    expect(jobIn(finalized)['status']).toBe(words[1]);
    const again = await call('POST', `/jobs/${id}/finalize`);
    expect(again.status).toBe(expected.again.status);
    expectShape(again.body, expected.again.error, true);

    const list = await call('GET', '/jobs');
    const [row] = listIn(list.body?.[expected.rowsIn]);
    expectShape(row, expected.row, true);
    expect(row).toMatchObject({ [expected.idIn]: pure ? id : Number(id), status: words[1] });

    client().subject.advance(2000);
    expect(jobIn(await call('GET', `/jobs/${id}`))['status']).toBe(words[2]);
    client().subject.advance(60_000);
    const detail = await call('GET', `/jobs/${id}`);
    expect(jobIn(detail)['status']).toBe(words[3]);
    expectNames(detail.body, expected.detail, pure);
    const artifacts = listIn(detail.body?.['artifacts']);
    if (pure) expect(artifacts.map(({ kind }) => kind)).toEqual(listIn(fields(expected.detail)['artifacts']).map(({ kind }) => kind));
    for (const artifact of artifacts) expectNames(artifact, deployed.detail.artifacts[0], true);
    const result = await client().download(artifacts.find(({ kind }) => kind === 'result')?.['downloadUrl']);
    expect(result.contentType).toMatch(/^application\/json/);
    expect(JSON.parse(result.bytes.toString())).toMatchObject(vocabulary === 'current' ? { isFake: true } : { isAiGenerated: true });

    expect(await call('DELETE', `/jobs/${id}`)).toMatchObject({ status: 204, body: null });
    const gone = await call('GET', `/jobs/${id}`);
    expect(gone.status).toBe(404);
    expectShape(gone.body, expected.notFound, true);
  });

  test.each(Object.entries(VOCABULARIES))('%s: a job is cancelled in its shape and word, once', async (vocabulary, expected) => {
    const pure = vocabulary !== 'documented';
    const { body } = await client().call('POST', '/jobs', { key: expected.key, body: { taskTypeId: '1', inputs: declare([photo]) } });
    const id = String(fields(pure ? body?.['job'] : body)[expected.idIn]);
    const cancelled = await client().call('POST', `/jobs/${id}/cancel`, { key: expected.key });
    expect(cancelled.status).toBe(200);
    expectShape(cancelled.body, expected.cancelled, pure);
    expect(JSON.stringify(cancelled.body)).toContain(`"status":"${expected.words[4]}"`);
    expect((await client().call('POST', `/jobs/${id}/cancel`, { key: expected.key })).status).toBe(422);
  });
}

/** The fields and kinds of an answer; one in the documented vocabulary may hold more beside them. */
function expectShape(answer: unknown, fixture: object, exactly: boolean): void {
  const [shape, wanted] = [answer, fixture].map((each) => shapeOf(withTenant(withoutMessage(each))));
  if (exactly) expect(shape).toEqual(wanted);
  else expect(shape).toMatchObject(fields(wanted));
}

// A documented finalize has a sentence where the other vocabularies have none to compare.
function withoutMessage(answer: unknown): Record<string, unknown> {
  const { message: _message, ...rest } = fields(answer);
  return rest;
}

// A tenant's id is a text of any kind.
function withTenant(answer: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(answer).replaceAll(/"tenantId":"[^"]*"/g, '"tenantId":"any"'));
}

function expectNames(answer: unknown, fixture: unknown, exactly: boolean): void {
  const names = Object.keys(fields(answer)).toSorted();
  const wanted = Object.keys(fields(fixture)).toSorted();
  expect(exactly ? names : names.filter((name) => wanted.includes(name))).toEqual(wanted);
}

function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listIn(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(fields) : [];
}
