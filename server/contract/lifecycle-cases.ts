import { expect, test } from 'vitest';

import { documented } from '#src/jobs-api/fixtures/documented.ts';

import type { ContractClient } from './contract-client.ts';
import { media } from './media.ts';
import type { WireVocabulary } from './wire-vocabulary.ts';

const photo = media('photo.jpg');
const MINUTE = 60_000;

/** Finalize, the course of a job, cancel and delete (wire format, section 2), and a restart in the middle of it. */
export function lifecycleCases(client: () => ContractClient, { name, words, workerFailed, record, refusal, id: idOf }: WireVocabulary): void {
  const post = (path: string) => client().call('POST', path);
  const status = (id: number) => client().status(id);
  const isDocumented = name === 'documented';

  test('a job runs its course by the clock alone', async () => {
    const { id } = await client().upload(1, [photo]);
    client().subject.advance(60 * MINUTE);
    expect(await status(id)).toBe(words.waiting_for_finalize);
    const { body } = await post(`/jobs/${id}/finalize`);
    expect(record(body)).toMatchObject({ taskTypeId: idOf(1), status: words.queued, updatedAt: expect.any(String) });
    if (isDocumented) expect(body).toMatchObject({ jobId: id, queuedAt: expect.any(String), message: documented.finalized.message });
    client().subject.advance(1500);
    const running = await client().detail(id);
    expect(running).toMatchObject({ status: words.processing, ...(isDocumented ? { job: { status: 'processing', result: null } } : { result: null }) });
    client().subject.advance(2500);
    const done = await client().detail(id);
    expect(done).toMatchObject({ taskTypeId: idOf(1), status: words.completed });
    expect(done).not.toHaveProperty('errorMessage');
    if (!isDocumented) return;
    expect(done).toMatchObject({ jobId: id, taskTypeSlug: 'ai-image-detection', completedAt: done['updatedAt'], job: { id: String(id), status: 'processed' } });
  });

  test('finalize is refused for a job that is not there, twice, and without its media', async () => {
    expect(await post('/jobs/99999/finalize')).toMatchObject(refusal(400, 'JOB_NOT_FOUND', 'Job with ID 99999 does not exist'));
    expect((await post('/jobs/abc/finalize')).status).toBe(400);
    const empty = await client().create(1, [photo]);
    expect(await post(`/jobs/${empty.id}/finalize`)).toMatchObject(refusal(400, 'MEDIA_MISSING'));
    const id = await client().submit(1, [photo]);
    expect(await post(`/jobs/${id}/finalize`)).toMatchObject(refusal(400, 'ALREADY_FINALIZED'));
    const half = await client().create(8, [photo, photo], { isSimilarityCheck: true });
    await client().put(half.uploadUrl('original'), photo);
    expect(await post(`/jobs/${half.id}/finalize`)).toMatchObject(refusal(400, 'MEDIA_MISSING'));
  });

  test('finalizing at once from two sides queues and charges once', async () => {
    const { id } = await client().upload(1, [photo]);
    const answers = await Promise.all([post(`/jobs/${id}/finalize`), post(`/jobs/${id}/finalize`)]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, refusal(400, 'ALREADY_FINALIZED').status]);
  });

  test('a job can be cancelled until processing starts: then 409, and 422 once it is', async () => {
    const waiting = await client().create(1, [photo]);
    const cancelled = await post(`/jobs/${waiting.id}/cancel`);
    expect(cancelled.status).toBe(200);
    expect(record(cancelled.body)).toMatchObject({ taskTypeId: idOf(1), status: words.cancelled, updatedAt: expect.any(String) });
    if (isDocumented) expect(cancelled.body).toMatchObject({ jobId: waiting.id, message: documented.cancelled.message });
    expect((await post(`/jobs/${waiting.id}/cancel`)).status).toBe(422);
    expect((await post(`/jobs/${waiting.id}/finalize`)).status).toBe(400);

    const queued = await client().submit(1, [photo]);
    expect((await post(`/jobs/${queued}/cancel`)).status).toBe(200);
    client().subject.advance(MINUTE);
    expect(await status(queued)).toBe(words.cancelled);

    const running = await client().submit(1, [photo]);
    client().subject.advance(2000);
    expect(await post(`/jobs/${running}/cancel`)).toMatchObject(refusal(409, 'CONFLICT'));
    client().subject.advance(MINUTE);
    expect((await post(`/jobs/${running}/cancel`)).status).toBe(409);
    expect(await post('/jobs/99999/cancel')).toMatchObject(refusal(404, 'JOB_NOT_FOUND'));
  });

  test('a job can be deleted, media and all, but not while it is processing', async () => {
    const id = await client().submit(1, [photo]);
    client().subject.advance(2000);
    expect((await client().call('DELETE', `/jobs/${id}`)).status).toBe(409);
    client().subject.advance(MINUTE);
    const urls = [...new Set([...JSON.stringify(await client().detail(id)).matchAll(/"(http[^"]+)"/g)].map((match) => match[1]))];
    // The picture, its result, its heatmap.
    expect(new Set(urls.map((url) => url?.split('?')[0])).size).toBe(3);
    expect(await client().call('DELETE', `/jobs/${id}`)).toMatchObject({ status: 204, body: null });
    expect(await client().call('GET', `/jobs/${id}`)).toMatchObject(refusal(404, 'JOB_NOT_FOUND', `Job with ID ${id} does not exist`));
    expect((await client().call('DELETE', `/jobs/${id}`)).status).toBe(404);
    for (const url of urls) expect((await client().download(url)).status).toBe(404);
    expect((await client().create(1, [photo])).id).toBeGreaterThan(id);
  });

  test('the words slow, fail and overdue in the name do what they say', async () => {
    const slow = await client().submit(1, [media('photo.jpg', 'Slow.jpg')]);
    const failing = await client().submit(1, [media('photo.jpg', 'will-fail.jpg')]);
    const overdue = await client().submit(1, [media('photo.jpg', 'overdue.jpg')]);
    client().subject.advance(6000);
    expect(await status(slow)).toBe(words.queued);
    const failed = await client().detail(failing);
    expect(failed['status']).toBe(words[workerFailed]);
    const why = expect.stringContaining('fail');
    if (workerFailed === 'failed') {
      expect(failed).toMatchObject({ errorMessage: why });
      expect(failed['result'] ?? null).toBeNull();
    } else expect(failed).toMatchObject({ result: { error: expect.any(String), message: why } });
    client().subject.advance(MINUTE);
    expect(await status(slow)).toBe(words.completed);
    // The AI Image Detector is given 300 s.
    client().subject.advance(8 * MINUTE);
    expect(await status(overdue)).toBe(words.processing);
    client().subject.advance(3 * MINUTE);
    expect(await client().detail(overdue)).toMatchObject({ status: words.failed, errorMessage: expect.stringContaining('time limit') });
  });

  test('a restart loses nothing, and URLs from before it still open', async () => {
    const open = await client().create(1, [photo]);
    const done = await client().submit(10, [media('tone.wav')]);
    const queued = await client().submit(1, [photo]);
    client().subject.advance(1000);
    const before = await client().call('GET', '/jobs?limit=100');
    client().subject.restart();
    expect((await client().call('GET', '/jobs?limit=100')).body).toEqual(before.body);
    expect((await client().put(open.uploadUrl('original'), photo)).status).toBe(200);
    expect((await post(`/jobs/${open.id}/finalize`)).status).toBe(200);
    client().subject.restart();
    client().subject.advance(MINUTE);
    for (const id of [open.id, done, queued]) {
      expect(await status(id)).toBe(words.completed);
      expect(await client().result(id)).toMatchObject({ simulated: true });
    }
  });
}
