// The pure vocabularies against shapes written from the wire format (sections 5 and 6), not from the sandbox.
import { afterEach, beforeEach, expect, test } from 'vitest';

import { deployed } from '#src/jobs-api/fixtures/deployed.ts';

import { declare } from './contract-client.ts';
import { media, type TestFile } from './media.ts';
import { shapeOf } from './shape-of.ts';
import { RestartableSandbox } from './subject.ts';

let sandbox: RestartableSandbox;

beforeEach(() => {
  sandbox = new RestartableSandbox(() => 'http://storage.test');
});

afterEach(() => sandbox.dispose());

const VOCABULARIES = ['deployed', 'current'] as const;
type Vocabulary = (typeof VOCABULARIES)[number];

async function call(vocabulary: Vocabulary | '', method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const key = vocabulary === '' ? 'api_sandbox' : `api_sandbox_${vocabulary}`;
  const response = await sandbox.current.api(
    new Request(`http://api.test/api/v1${path}`, { method, headers: { authorization: `Bearer ${key}`, ...headers }, body: body === undefined ? null : JSON.stringify(body) }),
  );
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

/** Create, PUT and finalize; gives the id. */
async function submit(vocabulary: Vocabulary, taskTypeId: number, files: readonly TestFile[], more: Record<string, unknown> = {}): Promise<string> {
  const inputs = declare(files).map((input) => ({ ...input, ...(input.contentType === 'application/pdf' ? { pageCount: 4 } : {}) }));
  const { body } = await call(vocabulary, 'POST', '/jobs', { taskTypeId: String(taskTypeId), inputs, ...more });
  for (const [index, file] of files.entries()) {
    await sandbox.current.storage(new Request(body.inputs[index].uploadUrl, { method: 'PUT', headers: { 'content-type': file.contentType }, body: file.bytes }));
  }
  const finalized = await call(vocabulary, 'POST', `/jobs/${body.job.id}/finalize`);
  expect(finalized.status).toBe(200);
  return body.job.id;
}

async function finished(vocabulary: Vocabulary, taskTypeId: number, files: readonly TestFile[], parameters?: unknown) {
  const id = await submit(vocabulary, taskTypeId, files, parameters === undefined ? {} : { parameters });
  sandbox.advance(60_000);
  const { body: detail } = await call(vocabulary, 'GET', `/jobs/${id}`);
  const artifact = detail.artifacts.find((each: Record<string, unknown>) => each['kind'] === 'result');
  const result: Record<string, unknown> = JSON.parse(await (await sandbox.current.storage(new Request(artifact.downloadUrl))).text());
  return { id, detail, result };
}

test.each(VOCABULARIES)('%s: create, row, list and detail hold the fields of sections 5.1 and 5.2, and no documented ones', async (vocabulary) => {
  const words = { deployed: ['initiated', 'queued', 'processed'], current: ['INITED', 'UPLOADED', 'COMPLETED'] }[vocabulary];
  const row = { ...shapeRecord(deployed.list.items[0]), tenantId: 'text' };
  const created = await call(vocabulary, 'POST', '/jobs', { taskTypeId: '1', inputs: declare([media('photo.jpg')]) });
  expect(shapeOf(created.body)).toEqual({ inputs: shapeOf(deployed.created.inputs), job: { ...row, result: 'null' } });
  expect(created.body.job.status).toBe(words[0]);
  const id = await submit(vocabulary, 1, [media('photo.jpg')]);
  const list = await call(vocabulary, 'GET', '/jobs?page=1&pageSize=1');
  expect(shapeOf(list.body)).toEqual({ items: [row], page: 'number', pageSize: 'number', total: 'number' });
  expect(list.body).toMatchObject({ total: 2, pageSize: 1, items: [{ id, status: words[1] }] });
  sandbox.advance(60_000);
  const { body: detail } = await call(vocabulary, 'GET', `/jobs/${id}`);
  expect(detail.status).toBe(words[2]);
  expect(Object.keys(detail).toSorted()).toEqual(Object.keys(deployed.detail).toSorted());
  for (const artifact of detail.artifacts) expect(Object.keys(artifact).toSorted()).toEqual(Object.keys(deployed.detail.artifacts[0]).toSorted());
  expect(Object.keys(detail.taskType).toSorted()).toEqual(Object.keys(deployed.detail.taskType).toSorted());
});

function shapeRecord(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, shapeOf(held)]));
}

const fake = (name: Parameters<typeof media>[0]) => media(name, `fake-${name}`);
const boxes = { 0: { boundingBox: { frame_0: [1, 2, 3, 4], frame_5: [1, 2, 3, 4] }, class: 'fake', confidence: 0.98 } };
const deployedSwap = { isDeepFake: 'true', RealConfidencePercent: '3.5', identityPredictions: [{ identityId: 0, isDeepFake: true }], boundingBoxes: { 0: { boundingBox: { 0: [1, 2, 3, 4] }, class: 'fake', confidence: 0.98 } } };

test.each<[Vocabulary, number, TestFile[], Record<string, boolean> | undefined, Record<string, unknown>]>([
  ['deployed', 1, [fake('photo.jpg')], undefined, { isAiGenerated: true, RealConfidencePercent: '3.5', heatmapURL: 'https://a' }],
  ['deployed', 4, [fake('clip.mp4')], undefined, deployedSwap],
  ['deployed', 7, [fake('face-a.jpg')], undefined, { isSpoof: 'true', confidence: 0.9, heatmapURL: 'https://a' }],
  ['deployed', 8, [fake('clip.mp4')], { isFaceswapCheck: true }, deployedSwap],
  ['deployed', 8, [media('face-a.jpg'), media('face-b.jpg')], { isSimilarityCheck: true }, { isSimilar: 'false', similarityScore: '0.42' }],
  ['deployed', 9, [media('face-a.jpg')], undefined, { embedding: [0.1] }],
  ['current', 1, [fake('photo.jpg')], undefined, { resultType: 'image', isFake: true, confidence: 0.98 }],
  ['current', 4, [fake('clip.mp4')], undefined, { resultType: 'video', identityPredictions: [{ identityId: 0, isDeepFake: true }], boundingBoxes: boxes }],
  ['current', 6, [fake('photo.jpg')], undefined, { resultType: 'image', isFake: true, isTampered: true, confidence: 0.98 }],
  ['current', 7, [fake('face-a.jpg')], undefined, { resultType: 'liveness', isLiveness: false }],
  ['current', 8, [fake('face-a.jpg')], { isLivenessCheck: true }, { resultType: 'face-intelligence', isLiveness: false, isDeepFake: null, isSimilar: null, similarityScore: null }],
  ['current', 8, [media('face-a.jpg'), media('face-b.jpg')], { isSimilarityCheck: true }, { resultType: 'face-intelligence', isLiveness: null, isDeepFake: null, isSimilar: true, similarityScore: 82.67 }],
  ['current', 9, [media('face-a.jpg')], undefined, { resultType: 'face-embed', embedding: [0.1] }],
  ['current', 13, [fake('page.pdf')], undefined, { isFake: true, confidence: 0.98, fakePages: [2], totalPages: 4 }],
])('%s: task type %i answers in the shape of its section (case %#)', async (vocabulary, taskTypeId, files, parameters, expected) => {
  const { result } = await finished(vocabulary, taskTypeId, files, parameters);
  expect(result['simulated']).toBe(true);
  expect(shapeOf(result)).toEqual(shapeOf({ ...expected, simulated: true }));
  for (const [name, value] of Object.entries(expected)) if (name.startsWith('is') && name !== 'isSimilar') expect(result[name]).toBe(value);
  if (typeof expected['similarityScore'] === 'number') expect(result['similarityScore']).toBeGreaterThan(1);
});

test('current: a heatmap is an artifact of its own, and the inline result names its type alone', async () => {
  const { detail } = await finished('current', 1, [fake('photo.jpg')]);
  expect(detail.result).toEqual({ simulated: true, resultType: 'image' });
  const heatmap = detail.artifacts.find((each: Record<string, unknown>) => each['kind'] === 'heatmap');
  expect(heatmap).toMatchObject({ contentType: 'image/png', slotName: null });
  expect((await sandbox.current.storage(new Request(heatmap.downloadUrl))).headers.get('content-type')).toBe('image/png');
});

test('current: a worker that fails leaves a completed job with its error', async () => {
  expect((await finished('current', 1, [media('photo.jpg', 'fail.jpg')])).detail).toMatchObject({ status: 'COMPLETED', result: { error: expect.any(String), message: expect.stringContaining('fail') } });
  expect((await finished('current', 7, [media('face-a.jpg', 'fail.jpg')])).detail).toMatchObject({ status: 'COMPLETED', result: { status: 'error', errors: [expect.any(String)] } });
  const id = await submit('deployed', 1, [media('photo.jpg', 'fail.jpg')]);
  sandbox.advance(60_000);
  expect((await call('deployed', 'GET', `/jobs/${id}`)).body).toMatchObject({ status: 'error', result: null });
});

test('a second finalize and other refusals are said in their own words', async () => {
  const ids = { deployed: await submit('deployed', 1, [media('photo.jpg')]), current: await submit('current', 1, [media('photo.jpg')]) };
  expect(await call('current', 'POST', `/jobs/${ids.current}/finalize`)).toEqual({ status: 409, body: { name: 'UPLOAD_ALREADY_FINALIZED', message: expect.any(String) } });
  expect(await call('deployed', 'POST', `/jobs/${ids.deployed}/finalize`)).toEqual({ status: 400, body: { code: 'ALREADY_FINALIZED', message: expect.any(String) } });
  expect(await call('current', 'GET', '/jobs/999')).toEqual({ status: 404, body: { name: 'JOB_NOT_FOUND', message: expect.any(String) } });
  // Each of these keys has a tenant of its own.
  expect((await call('deployed', 'GET', `/jobs/${ids.current}`)).status).toBe(404);
});

test.each(['', 'deployed', 'current'] as const)('key of %j: an Idempotency-Key makes one job; its notes come back, also after a restart', async (vocabulary) => {
  const asked = { taskTypeId: '1', inputs: declare([media('photo.jpg')]), externalReference: 'case 7', externalMetadata: { desk: 'north' } };
  const create = (body: unknown = asked) => call(vocabulary, 'POST', '/jobs', body, { 'idempotency-key': 'attempt-1' });
  const first = await create();
  const url = first.body.inputs[0].uploadUrl;
  sandbox.restart();
  sandbox.advance(7_200_000);
  const again = await create();
  expect(again.body.job.id).toBe(first.body.job.id);
  expect(again.body.inputs[0].uploadUrl).not.toBe(url);
  expect((await create({ ...asked, externalReference: 'case 8' })).status).toBe(409);
  const photo = media('photo.jpg');
  await sandbox.current.storage(new Request(again.body.inputs[0].uploadUrl, { method: 'PUT', headers: { 'content-type': photo.contentType }, body: photo.bytes }));
  expect((await call(vocabulary, 'POST', `/jobs/${first.body.job.id}/finalize`)).status).toBe(200);
  const past = await create();
  expect(past.body.job.id).toBe(first.body.job.id);
  expect(past.body).not.toHaveProperty('inputs');
  expect((await call(vocabulary, 'GET', `/jobs/${first.body.job.id}`)).body).toMatchObject({ externalReference: 'case 7', externalMetadata: { desk: 'north' } });
  expect((await call(vocabulary, 'DELETE', `/jobs/${first.body.job.id}`)).status).toBe(204);
  expect((await create()).status).toBe(409);
  expect((await call(vocabulary, 'GET', '/jobs')).body.total).toBe(0);
});

test('the key of an integration learns what it may do and run; others learn nothing', async () => {
  const { body } = await call('current', 'GET', '/integrations/current');
  expect(body).toMatchObject({ permissions: 7, permissionNames: ['ReadJob', 'WriteJob', 'DeleteJob'], tenant: { id: 'sandbox-current' } });
  expect(body.taskTypes).toContainEqual({ contentType: 'application/pdf', taskTypeId: '13', slug: 'pdf-tampering-detection', slotName: 'original', available: true });
  for (const vocabulary of ['', 'deployed'] as const) expect((await call(vocabulary, 'GET', '/integrations/current')).status).toBe(404);
});

test("the reference's create example, which names no task type, gets the first that takes the media", async () => {
  for (const [name, taskTypeId] of [['photo.jpg', 1], ['tone.mp3', 2], ['clip.webm', 4], ['page.pdf', 6]] as const) {
    expect(await call('', 'POST', '/jobs', { inputs: declare([media(name)]) })).toMatchObject({ status: 200, body: { taskTypeId } });
  }
  expect(await call('', 'POST', '/jobs', { inputs: [{ ...declare([media('photo.jpg')])[0], contentType: 'text/plain' }] })).toMatchObject({ status: 400, body: { code: 'INVALID_TASK_TYPE' } });
});

test('current: a page holds 50 at the most, whatever is asked', async () => {
  expect((await call('current', 'GET', '/jobs?pageSize=100')).body).toMatchObject({ pageSize: 50, total: 0 });
});
