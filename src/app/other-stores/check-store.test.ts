import { expect, test } from 'vitest';
import { HttpError, httpErrorOf } from '#src/jobs-api/errors.ts';
import { documented } from '#src/jobs-api/fixtures/documented.ts';
import { readJob } from '#src/jobs-api/normalize.ts';
import { checkStore, type StoredJob } from './check-store.ts';

const stored = (jobId: string, changes: Partial<StoredJob> = {}): StoredJob => ({ jobId, fileName: 'photo.jpg', sizeBytes: 1_234, at: Number(jobId), ...changes });
const missing = (status = 404) => httpErrorOf(status, new Headers(), JSON.stringify({ code: 'JOB_NOT_FOUND', statusCode: status, message: 'no' }), 0);

/** A platform with these answers by job id; what it was asked for, in order. */
function platform(answers: Readonly<Record<string, 'job' | HttpError>>) {
  const asked: string[] = [];
  const getJob = async (jobId: string) => {
    asked.push(jobId);
    const answer = answers[jobId] ?? missing();
    if (answer !== 'job') throw answer;
    return { ...readJob(documented.detail), id: jobId };
  };
  return { asked, getJob };
}

test('a job that the key reads, with the file as it was kept, is proof; no more are asked for', async () => {
  const { asked, getJob } = platform({ 2: 'job' });
  expect(await checkStore([stored('1'), stored('2'), stored('3')], getJob)).toEqual({ kind: 'same', jobId: '2', fileName: 'photo.jpg' });
  expect(asked).toEqual(['3', '2']);
});

test('all refused is another account, at most eight are asked for', async () => {
  const { asked, getJob } = platform({ 1: missing(403) });
  expect(await checkStore([stored('1'), stored('2')], getJob)).toEqual({ kind: 'another', asked: 2 });
  expect(await checkStore(Array.from({ length: 20 }, (_, n) => stored(`${n + 10}`)), getJob)).toEqual({ kind: 'another', asked: 8 });
  expect(asked).toHaveLength(10);
});

test('a job of that number with another file is another account\'s', async () => {
  const { getJob } = platform({ 2: 'job' });
  expect(await checkStore([stored('2', { sizeBytes: 99 })], getJob)).toEqual({ kind: 'another', asked: 1 });
  expect(await checkStore([stored('2', { fileName: 'other.jpg' })], getJob)).toEqual({ kind: 'another', asked: 1 });
});

test('without jobs, or with nothing to compare, it cannot be told', async () => {
  const { getJob } = platform({ 2: 'job' });
  expect(await checkStore([], getJob)).toEqual({ kind: 'unknown' });
  expect(await checkStore([stored('2', { fileName: null, sizeBytes: null })], getJob)).toEqual({ kind: 'unknown' });
});

test('what a failing platform, or a proxy\'s page, says is no refusal: it is thrown', async () => {
  const down = httpErrorOf(503, new Headers(), '{"code":"X","statusCode":503,"message":""}', 0);
  await expect(checkStore([stored('1'), stored('2')], platform({ 1: down }).getJob)).rejects.toBe(down);
  const page = httpErrorOf(404, new Headers(), '<p>404</p>', 0);
  await expect(checkStore([stored('1')], platform({ 1: page }).getJob)).rejects.toBe(page);
  expect(await checkStore([stored('1'), stored('2')], platform({ 2: down, 1: 'job' }).getJob)).toMatchObject({ kind: 'same' });
});
