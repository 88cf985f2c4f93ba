import { expect, test } from 'vitest';

import type { ContractClient } from './contract-client.ts';
import { media } from './media.ts';

const photo = media('photo.jpg');
const MINUTE = 60_000;

/** Finalize, the course of a job, cancel and delete (wire format, section 2), and a restart in the middle of it. */
export function lifecycleCases(client: () => ContractClient): void {
  const post = (path: string) => client().call('POST', path);
  const status = async (id: number) => (await client().detail(id))['status'];

  test('a job runs its course by the clock alone', async () => {
    const { id } = await client().upload(1, [photo]);
    client().subject.advance(60 * MINUTE);
    expect(await status(id)).toBe('waiting_for_finalize');
    const { body } = await post(`/jobs/${id}/finalize`);
    expect(body).toMatchObject({ jobId: id, taskTypeId: 1, status: 'queued', queuedAt: expect.any(String), updatedAt: expect.any(String), message: expect.any(String) });
    client().subject.advance(1500);
    expect(await client().detail(id)).toMatchObject({ status: 'processing', job: { status: 'processing', result: null } });
    client().subject.advance(2500);
    const done = await client().detail(id);
    expect(done).toMatchObject({ jobId: id, taskTypeId: 1, taskTypeSlug: 'ai-image-detection', status: 'completed', completedAt: expect.any(String), job: { id: String(id), status: 'processed' } });
    expect(done['completedAt']).toBe(done['updatedAt']);
    expect(done).not.toHaveProperty('errorMessage');
  });

  test('finalize is refused for a job that is not there, twice, and without its media', async () => {
    expect(await post('/jobs/99999/finalize')).toMatchObject({ status: 400, body: { code: 'JOB_NOT_FOUND', statusCode: 400 } });
    expect((await post('/jobs/abc/finalize')).status).toBe(400);
    const empty = await client().create(1, [photo]);
    expect(await post(`/jobs/${empty.id}/finalize`)).toMatchObject({ status: 400, body: { code: 'MEDIA_MISSING' } });
    const id = await client().submit(1, [photo]);
    expect(await post(`/jobs/${id}/finalize`)).toMatchObject({ status: 400, body: { code: 'ALREADY_FINALIZED' } });
    const half = await client().create(8, [photo, photo], { isSimilarityCheck: true });
    await client().put(half.uploadUrl('original'), photo);
    expect(await post(`/jobs/${half.id}/finalize`)).toMatchObject({ status: 400, body: { code: 'MEDIA_MISSING' } });
  });

  test('finalizing at once from two sides queues and charges once', async () => {
    const { id } = await client().upload(1, [photo]);
    const answers = await Promise.all([post(`/jobs/${id}/finalize`), post(`/jobs/${id}/finalize`)]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 400]);
  });

  test('a job can be cancelled until processing starts: then 409, and 422 once it is', async () => {
    const waiting = await client().create(1, [photo]);
    expect(await post(`/jobs/${waiting.id}/cancel`)).toMatchObject({
      status: 200,
      body: { jobId: waiting.id, taskTypeId: 1, status: 'cancelled', updatedAt: expect.any(String), message: expect.any(String) },
    });
    expect((await post(`/jobs/${waiting.id}/cancel`)).status).toBe(422);
    expect((await post(`/jobs/${waiting.id}/finalize`)).status).toBe(400);

    const queued = await client().submit(1, [photo]);
    expect((await post(`/jobs/${queued}/cancel`)).status).toBe(200);
    client().subject.advance(MINUTE);
    expect(await status(queued)).toBe('cancelled');

    const running = await client().submit(1, [photo]);
    client().subject.advance(2000);
    expect(await post(`/jobs/${running}/cancel`)).toMatchObject({ status: 409, body: { statusCode: 409 } });
    client().subject.advance(MINUTE);
    expect((await post(`/jobs/${running}/cancel`)).status).toBe(409);
    expect(await post('/jobs/99999/cancel')).toMatchObject({ status: 404, body: { code: 'JOB_NOT_FOUND' } });
  });

  test('a job can be deleted, media and all, but not while it is processing', async () => {
    const id = await client().submit(1, [photo]);
    client().subject.advance(2000);
    expect((await client().call('DELETE', `/jobs/${id}`)).status).toBe(409);
    client().subject.advance(MINUTE);
    const { artifacts, result } = await client().detail(id);
    const urls = [...JSON.stringify([artifacts, result]).matchAll(/"(http[^"]+)"/g)].map((match) => match[1]);
    expect(urls).toHaveLength(3);
    expect(await client().call('DELETE', `/jobs/${id}`)).toMatchObject({ status: 204, body: null });
    expect(await client().call('GET', `/jobs/${id}`)).toMatchObject({ status: 404, body: { code: 'JOB_NOT_FOUND', statusCode: 404 } });
    expect((await client().call('DELETE', `/jobs/${id}`)).status).toBe(404);
    for (const url of urls) expect((await client().download(url)).status).toBe(404);
    expect((await client().create(1, [photo])).id).toBeGreaterThan(id);
  });

  test('the words slow, fail and overdue in the name do what they say', async () => {
    const slow = await client().submit(1, [media('photo.jpg', 'Slow.jpg')]);
    const failing = await client().submit(1, [media('photo.jpg', 'will-fail.jpg')]);
    const overdue = await client().submit(1, [media('photo.jpg', 'overdue.jpg')]);
    client().subject.advance(6000);
    expect(await status(slow)).toBe('queued');
    expect(await client().detail(failing)).toMatchObject({ status: 'failed', errorMessage: expect.stringContaining('fail'), job: { status: 'failed' } });
    expect(await client().detail(failing)).not.toHaveProperty('result');
    client().subject.advance(MINUTE);
    expect(await status(slow)).toBe('completed');
    // The AI Image Detector is given 300 s.
    client().subject.advance(8 * MINUTE);
    expect(await status(overdue)).toBe('processing');
    client().subject.advance(3 * MINUTE);
    expect(await client().detail(overdue)).toMatchObject({ status: 'failed', errorMessage: expect.stringContaining('time limit') });
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
    for (const id of [open.id, done, queued]) expect(await client().detail(id)).toMatchObject({ status: 'completed', result: { simulated: true } });
  });
}
