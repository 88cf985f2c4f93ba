import { expect, test } from 'vitest';

import { type Answer, type ContractClient, declare } from './contract-client.ts';
import { media } from './media.ts';
import { shapeOf } from './shape-of.ts';
import { fieldsOf, objectsIn, WIRE_VOCABULARY, type WireVocabulary } from './wire-vocabulary.ts';

const photo = media('photo.jpg', 'fake-photo.jpg');

/** The whole way of a job, each answer against its fixture: names and kinds of all fields; and what only newer clients send or ask. */
export function vocabularyCases(client: () => ContractClient, vocabulary: WireVocabulary): void {
  const { deployed, current } = WIRE_VOCABULARY;
  // Under any setting the keys that are bound to a vocabulary are answered in theirs.
  const KEYS: readonly (readonly [string, WireVocabulary])[] = [['api_sandbox', vocabulary], ['api_sandbox_deployed', deployed], ['api_sandbox_current', current]];

  test.each(KEYS)('key %s: create, upload, finalize, list, detail and result are told in the shapes of the wire format', async (key, { fixtures, isExact, record, idIn, id: idOf, words, rowsIn, refusal }) => {
    const call = (method: string, path: string, body?: unknown) => client().call(method, path, { key, body });
    const created = await call('POST', '/jobs', { taskTypeId: '1', inputs: declare([photo]) });
    expectShape(created.body, fixtures.created, isExact);
    const id = Number(record(created.body)[idIn]);
    expect((await client().put(uploadOf(created), photo)).status).toBe(200);

    expectShape((await call('POST', `/jobs/${id}/finalize`)).body, fixtures.finalized, isExact);
    expect(await call('POST', `/jobs/${id}/finalize`)).toMatchObject(refusal(400, 'ALREADY_FINALIZED'));
    const [row] = objectsIn((await call('GET', '/jobs')).body?.[rowsIn]);
    expectShape(row, fixtures.row, true);
    expect(row).toMatchObject({ [idIn]: idOf(id), status: words.queued });

    client().subject.advance(60_000);
    const detail = await call('GET', `/jobs/${id}`);
    expectNames(detail.body, fixtures.detail, isExact);
    const artifacts = objectsIn(record(detail.body)['artifacts']);
    if (isExact) expect(artifacts.map(({ kind }) => kind)).toEqual(objectsIn(fieldsOf(fixtures.detail)['artifacts']).map(({ kind }) => kind));
    for (const artifact of artifacts) expectNames(artifact, fixtures.artifact, true);
    const result = await client().download(artifacts.find(({ kind }) => kind === 'result')?.['downloadUrl']);
    expect(result.contentType).toMatch(/^application\/json/);
    expect(JSON.parse(result.bytes.toString())).toMatchObject({ simulated: true });
  });

  test.each(KEYS)('key %s: a cancel is told in its shape, and jobs of other keys are not seen', async (key, { fixtures, isExact, record, idIn, refusal }) => {
    const { body } = await client().call('POST', '/jobs', { key, body: { taskTypeId: '1', inputs: declare([photo]) } });
    const path = `/jobs/${String(record(body)[idIn])}`;
    for (const [other, theirs] of KEYS) if (other !== key) expect(await client().call('GET', path, { key: other })).toMatchObject(theirs.refusal(404, 'JOB_NOT_FOUND'));
    expectShape((await client().call('POST', `${path}/cancel`, { key })).body, fixtures.cancelled, isExact);
    expect(await client().call('POST', `${path}/cancel`, { key })).toMatchObject(refusal(422, 'INVALID_STATE'));
  });

  test('an Idempotency-Key makes one job; its notes come back, also after a restart', async () => {
    const { record, idIn, refusal } = vocabulary;
    const asked = { taskTypeId: '1', inputs: declare([photo]), externalReference: 'case 7', externalMetadata: { desk: 'north' } };
    const create = (body: unknown = asked) => client().call('POST', '/jobs', { body, headers: { 'idempotency-key': 'attempt-1' } });
    const idOf = ({ body }: Answer) => String(record(body)[idIn]);
    const before = Number((await client().call('GET', '/jobs')).body?.['total']);
    const first = await create();
    const path = `/jobs/${idOf(first)}`;
    client().subject.restart();
    client().subject.advance(7_200_000);
    const again = await create();
    expect(idOf(again)).toBe(idOf(first));
    expect(uploadOf(again)).not.toBe(uploadOf(first));
    expect((await create({ ...asked, externalReference: 'case 8' })).status).toBe(409);
    expect((await client().put(uploadOf(again), photo)).status).toBe(200);
    expect((await client().call('POST', `${path}/finalize`)).status).toBe(200);
    const past = await create();
    expect(idOf(past)).toBe(idOf(first));
    expect(past.body).not.toHaveProperty('inputs');
    expect((await client().call('GET', path)).body).toMatchObject({ externalReference: 'case 7', externalMetadata: { desk: 'north' } });
    expect((await client().call('DELETE', path)).status).toBe(204);
    expect((await create()).status).toBe(409);
    expect(await client().call('GET', path)).toMatchObject(refusal(404, 'JOB_NOT_FOUND'));
    expect((await client().call('GET', '/jobs')).body?.['total']).toBe(before);
  });

  test.each(KEYS)('key %s: one of the current vocabulary learns what it may do and run; others learn nothing', async (key, { name, refusal }) => {
    const { status, body } = await client().call('GET', '/integrations/current', { key });
    if (name !== 'current') {
      expect({ status, body }).toMatchObject(refusal(404, 'NOT_FOUND'));
      return;
    }
    expect(body).toMatchObject({ permissions: 7, permissionNames: ['ReadJob', 'WriteJob', 'DeleteJob'], tenant: { id: expect.any(String) }, integration: { status: 'active' } });
    expect(body?.['taskTypes']).toContainEqual({ contentType: 'application/pdf', taskTypeId: '13', slug: 'pdf-tampering-detection', slotName: 'original', available: true });
    expect(body?.['taskTypes']).toContainEqual(expect.objectContaining({ contentType: 'image/png', taskTypeId: '1', slug: 'ai-image-detection' }));
  });
}

function uploadOf({ body }: Answer): string {
  return String(objectsIn(body?.['inputs'])[0]?.['uploadUrl']);
}

/** The fields and kinds of an answer; one in the documented vocabulary may hold more beside them. */
function expectShape(answer: unknown, fixture: object, exactly: boolean): void {
  const [shape, wanted] = [answer, fixture].map((each) => shapeOf(withTenant(each)));
  if (exactly) expect(shape).toEqual(wanted);
  else expect(shape).toMatchObject(fieldsOf(wanted));
}

// A tenant's id is a text of any kind.
function withTenant(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer ?? null).replaceAll(/"tenantId":"[^"]*"/g, '"tenantId":"any"'));
}

function expectNames(answer: unknown, fixture: unknown, exactly: boolean): void {
  const names = Object.keys(fieldsOf(answer)).toSorted();
  const wanted = Object.keys(fieldsOf(fixture)).toSorted();
  expect(exactly ? names : names.filter((name) => wanted.includes(name))).toEqual(wanted);
}
