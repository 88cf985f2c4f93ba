import { expect, test } from 'vitest';

import { type ContractClient, declare } from './contract-client.ts';
import { media } from './media.ts';

const photo = media('photo.jpg');
const clip = media('clip.mp4');

/** Create (wire format, sections 2, 5.1 and 5.3): both vocabularies in and out, and everything that is refused. */
export function createCases(client: () => ContractClient): void {
  const post = (path: string, body: unknown) => client().call('POST', path, { body });
  const [declared] = declare([photo]);
  const padTo = (length: number) => JSON.stringify({ inputs: [declared] }).padEnd(length, ' ');

  test('answers the documented fields with the deployed ones beside them', async () => {
    const { body } = await client().create(1, [photo]);
    const storage = client().subject.storageOrigin;
    expect(body).toMatchObject({
      jobId: expect.any(Number),
      taskTypeId: 1,
      status: 'waiting_for_finalize',
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
      updatedAt: body['createdAt'],
      inputs: [{ ...declared, uploadUrl: expect.stringContaining(`${storage}/`), uploadUrlExpiresAt: expect.stringMatching(/Z$/) }],
      job: { id: String(body['jobId']), taskTypeId: '1', status: 'initiated', cost: 1, result: null, tenantId: expect.any(String), createdAt: body['createdAt'] },
    });
  });

  test.each([
    ['the query', '/jobs?taskTypeId=1', {}],
    ['the body, as a string', '/jobs', { taskTypeId: '1' }],
    ['the body, as a number', '/jobs', { taskTypeId: 1 }],
    ['both', '/jobs?taskTypeId=1', { taskTypeId: '1' }],
  ])('takes the task type from %s', async (_where, path, more) => {
    expect(await post(path, { ...more, inputs: [declared] })).toMatchObject({ status: 200, body: { taskTypeId: 1 } });
  });

  test.each([
    ['an unknown type', '/jobs?taskTypeId=12', {}],
    ['a type that is no number', '/jobs?taskTypeId=one', {}],
    ['two types', '/jobs?taskTypeId=1', { taskTypeId: '5' }],
    ['an object', '/jobs', { taskTypeId: {} }],
  ])('refuses %s', async (_what, path, more) => {
    expect(await post(path, { ...more, inputs: [declared] })).toMatchObject({ status: 400, body: { code: 'INVALID_TASK_TYPE', statusCode: 400 } });
  });

  test.each([
    [1, 'video/mp4'], [2, 'image/png'], [3, 'video/webm'], [6, 'audio/mpeg'], [9, 'application/pdf'], [11, 'image/jpeg'], [1, 'text/html'], [1, ''],
  ])('task type %i does not take %o', async (taskTypeId, contentType) => {
    const answer = await post(`/jobs?taskTypeId=${taskTypeId}`, { inputs: [{ ...declared, contentType }] });
    expect(answer).toMatchObject({ status: 400, body: { code: 'UNSUPPORTED_MEDIA_TYPE', statusCode: 400 } });
  });

  test.each(['audio/wav', 'audio/x-wav', 'audio/wave', 'audio/vnd.wave', 'audio/mp4', 'audio/x-m4a', 'audio/m4a', 'audio/mpeg', 'audio/mp3', 'Audio/MPEG'])(
    'the splitter takes %s',
    async (contentType) => {
      expect((await post('/jobs?taskTypeId=10', { inputs: [{ ...declared, contentType }] })).status).toBe(200);
    },
  );

  test.each([
    ['no inputs', {}],
    ['an empty list', { inputs: [] }],
    ['an input that is none', { inputs: ['photo.jpg'] }],
    ['a slot of another type', { inputs: [declared, { ...declared, slotName: 'reference' }] }],
    ['a slot twice', { inputs: [declared, declared] }],
    ['an empty name', { inputs: [{ ...declared, fileName: '  ' }] }],
    ['no size', { inputs: [{ ...declared, sizeBytes: undefined }] }],
    ['size 0', { inputs: [{ ...declared, sizeBytes: 0 }] }],
    ['half a byte', { inputs: [{ ...declared, sizeBytes: 10.5 }] }],
    ['a size in words', { inputs: [{ ...declared, sizeBytes: '10' }] }],
    ['more than 5 GiB', { inputs: [{ ...declared, sizeBytes: 5 * 1024 ** 3 + 1 }] }],
    ['parameters that are none', { inputs: [declared], parameters: 'v1' }],
    ['a list for a body', []],
  ])('refuses %s', async (_what, body) => {
    expect(await post('/jobs?taskTypeId=1', body)).toMatchObject({ status: 400, body: { code: 'INVALID_PARAMETERS', statusCode: 400 } });
  });

  test('takes exactly 5 GiB', async () => {
    expect((await post('/jobs?taskTypeId=1', { inputs: [{ ...declared, sizeBytes: 5 * 1024 ** 3 }] })).status).toBe(200);
  });

  test.each([
    ['face swap with similarity', [clip, photo], { isFaceswapCheck: true, isSimilarityCheck: true }],
    ['face swap on an image', [photo], { isFaceswapCheck: true }],
    ['similarity on a video', [clip, photo], { isSimilarityCheck: true }],
    ['similarity without a reference', [photo], { isSimilarityCheck: true }],
    ['a reference without similarity', [photo, photo], { isLivenessCheck: true }],
    ['a reference that is a video', [photo, clip], { isSimilarityCheck: true }],
    ['a flag in words', [photo], { isLivenessCheck: 'yes' }],
    ['an unknown version', [photo], { version: 'v2', isLivenessCheck: true }],
  ])('Face Intelligence refuses %s', async (_what, files, parameters) => {
    const answer = await post('/jobs?taskTypeId=8', { inputs: declare(files), parameters });
    expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_PARAMETERS', statusCode: 400 } });
  });

  test.each([
    ['liveness with face swap', [clip], { version: 'v1', isLivenessCheck: true, isFaceswapCheck: true }],
    ['liveness with similarity', [photo, photo], { version: 'v1', isLivenessCheck: true, isSimilarityCheck: true }],
    ['no parameters', [photo], undefined],
  ])('Face Intelligence takes %s', async (_what, files, parameters) => {
    expect((await post('/jobs?taskTypeId=8', { inputs: declare(files), parameters })).status).toBe(200);
  });

  test('bad JSON is 400 and a body over 1 MiB 413, in the error shape; up to 1 MiB is read', async () => {
    for (const text of ['', '{', 'taskTypeId=1']) {
      expect(await client().call('POST', '/jobs?taskTypeId=1', { text })).toMatchObject({ status: 400, body: { statusCode: 400, code: 'INVALID_JSON' } });
    }
    expect((await client().call('POST', '/jobs?taskTypeId=1', { text: padTo(1024 ** 2) })).status).toBe(200);
    const tooLong = await client().call('POST', '/jobs?taskTypeId=1', { text: padTo(1024 ** 2 + 1) });
    expect(tooLong).toMatchObject({ status: 413, body: { statusCode: 413, code: 'PAYLOAD_TOO_LARGE' } });
  });

  const cost = async (taskTypeId: number, contentType: string, sizeBytes: number) =>
    Number((await post(`/jobs?taskTypeId=${taskTypeId}`, { inputs: [{ ...declared, contentType, sizeBytes }] })).body?.['cost']);
  test('costs grow with type and size', async () => {
    expect(await cost(3, 'video/mp4', 1000)).toBeGreaterThan(await cost(1, 'image/png', 1000));
    expect(await cost(1, 'image/png', 50_000_000)).toBeGreaterThan(await cost(1, 'image/png', 1000));
  });
}
