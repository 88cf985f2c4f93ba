import { expect, test } from 'vitest';

import { documented } from '#src/jobs-api/fixtures/documented.ts';

import { type ContractClient, declare } from './contract-client.ts';
import { media } from './media.ts';
import type { WireVocabulary } from './wire-vocabulary.ts';

const photo = media('photo.jpg');
const clip = media('clip.mp4');

/** Create (wire format, sections 2, 5.1 and 5.3): wherever the type is named, and everything that is refused. */
export function createCases(client: () => ContractClient, { name, refusal, record, words }: WireVocabulary): void {
  const post = (path: string, body: unknown) => client().call('POST', path, { body });
  const [declared] = declare([photo]);
  const padTo = (length: number) => JSON.stringify({ inputs: [declared] }).padEnd(length, ' ');

  test('answers with the job and an address for each file', async () => {
    const { body } = await client().create(1, [photo]);
    const job = record(body);
    expect(job).toMatchObject({ status: words.waiting_for_finalize, createdAt: expect.stringMatching(/^\d{4}-.*Z$/), updatedAt: job['createdAt'] });
    const uploadUrl = expect.stringContaining(`${client().subject.storageOrigin}/`);
    expect(body).toMatchObject({ inputs: [{ slotName: 'original', uploadUrl, uploadUrlExpiresAt: expect.stringMatching(/Z$/) }] });
    // The documented answer repeats what was declared, and has the deployed fields beside it.
    if (name !== 'documented') return;
    expect(body).toMatchObject({
      jobId: expect.any(Number),
      taskTypeId: 1,
      inputs: [declared],
      job: { id: String(body['jobId']), taskTypeId: '1', status: 'initiated', cost: 1, result: null, tenantId: expect.any(String), createdAt: body['createdAt'] },
    });
  });

  test.each([
    ['the query', '/jobs?taskTypeId=1', {}],
    ['the body, as a string', '/jobs', { taskTypeId: '1' }],
    ['the body, as a number', '/jobs', { taskTypeId: 1 }],
    ['both', '/jobs?taskTypeId=1', { taskTypeId: '1' }],
  ])('takes the task type from %s', async (_where, path, more) => {
    const { status, body } = await post(path, { ...more, inputs: [declared] });
    expect([status, String(record(body)['taskTypeId'])]).toEqual([200, '1']);
  });

  test.each([['photo.jpg', 1], ['tone.mp3', 2], ['clip.webm', 4], ['page.pdf', 6]] as const)(
    "the reference's create example, which names no type, and no extension: the first that takes %s",
    async (source, taskTypeId) => {
      const { status, body } = await post('/jobs', { inputs: declare([media(source, 'real')]) });
      expect([status, String(record(body)['taskTypeId'])]).toEqual([200, String(taskTypeId)]);
    },
  );

  test('what no type takes is refused, also where none is named', async () => {
    expect(await post('/jobs', { inputs: [{ ...declared, contentType: 'text/plain' }] })).toMatchObject(refusal(400, 'INVALID_TASK_TYPE'));
  });

  test('refusals are in the words of the reference', async () => {
    const { invalidTaskType, unsupportedMediaType } = documented.errors;
    const inputs = declare([clip]);
    expect(await post('/jobs?taskTypeId=99', { inputs })).toMatchObject(refusal(400, 'INVALID_TASK_TYPE', invalidTaskType.message));
    expect(await post('/jobs?taskTypeId=1', { inputs })).toMatchObject(refusal(400, 'UNSUPPORTED_MEDIA_TYPE', unsupportedMediaType.message));
  });

  test.each([
    ['an unknown type', '/jobs?taskTypeId=12', {}],
    ['a type that is no number', '/jobs?taskTypeId=one', {}],
    ['two types', '/jobs?taskTypeId=1', { taskTypeId: '5' }],
    ['an object', '/jobs', { taskTypeId: {} }],
  ])('refuses %s', async (_what, path, more) => {
    expect(await post(path, { ...more, inputs: [declared] })).toMatchObject(refusal(400, 'INVALID_TASK_TYPE'));
  });

  test.each([
    [1, 'video/mp4'], [2, 'image/png'], [3, 'video/webm'], [6, 'audio/mpeg'], [9, 'application/pdf'], [11, 'image/jpeg'], [1, 'text/html'], [1, ''],
  ])('task type %i does not take %o', async (taskTypeId, contentType) => {
    const answer = await post(`/jobs?taskTypeId=${taskTypeId}`, { inputs: [{ ...declared, contentType }] });
    expect(answer).toMatchObject(refusal(400, 'UNSUPPORTED_MEDIA_TYPE'));
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
    expect(await post('/jobs?taskTypeId=1', body)).toMatchObject(refusal(400, 'INVALID_PARAMETERS'));
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
    expect(answer).toMatchObject(refusal(400, 'INVALID_PARAMETERS'));
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
      expect(await client().call('POST', '/jobs?taskTypeId=1', { text })).toMatchObject(refusal(400, 'INVALID_JSON'));
    }
    expect((await client().call('POST', '/jobs?taskTypeId=1', { text: padTo(1024 ** 2) })).status).toBe(200);
    const tooLong = await client().call('POST', '/jobs?taskTypeId=1', { text: padTo(1024 ** 2 + 1) });
    expect(tooLong).toMatchObject(refusal(413, 'PAYLOAD_TOO_LARGE'));
  });

  const cost = async (taskTypeId: number, contentType: string, sizeBytes: number) =>
    Number(record((await post(`/jobs?taskTypeId=${taskTypeId}`, { inputs: [{ ...declared, contentType, sizeBytes }] })).body)['cost']);
  test('costs grow with type and size', async () => {
    expect(await cost(3, 'video/mp4', 1000)).toBeGreaterThan(await cost(1, 'image/png', 1000));
    expect(await cost(1, 'image/png', 50_000_000)).toBeGreaterThan(await cost(1, 'image/png', 1000));
  });
}
