import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { http, HttpResponse, type JsonBodyType } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { askResultAgainMs } from './missing-result.ts';
import { jobDetail, liveJobDetail } from './queries.ts';

const server = setupServer();
beforeAll(() => server.listen());
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const STORED = 'http://localhost:3000/stored/result';
const ARTIFACT = { id: 'r', kind: 'result', contentType: 'application/json', downloadUrl: STORED };

function platform(detail: object, stored: () => HttpResponse<JsonBodyType>) {
  server.use(http.get('*/api/v1/jobs/:id', ({ params }) => HttpResponse.json({ id: params['id'], status: 'PROCESSED', ...detail })), http.get(STORED, stored));
}
const read = (id: string) => new QueryClient().query({ ...jobDetail(id), retry: false });

test('inline result and a `result` artifact: the artifact is the whole result and wins', async () => {
  platform({ result: { resultType: 'face' }, artifacts: [ARTIFACT] }, () => HttpResponse.json({ isDeepFake: true }));
  expect(await read('1')).toMatchObject({ result: { isDeepFake: true }, resultProblem: null });
});

test('an artifact that cannot be fetched: no whole result, the inline part apart from it, and why', async () => {
  platform({ result: { resultType: 'face' }, artifacts: [ARTIFACT] }, () => new HttpResponse('<Error><Code>AccessDenied</Code></Error>', { status: 403 }));
  expect(await read('2')).toMatchObject({ result: undefined, inlineResult: { resultType: 'face' }, resultProblem: 'The storage answered 403 (AccessDenied).' });
});

test('a completed job whose result could not be fetched keeps why', async () => {
  platform({ artifacts: [ARTIFACT] }, () => HttpResponse.error());
  expect(await read('3')).toMatchObject({ result: undefined, resultProblem: expect.stringContaining('could not be reached') });
});

test.each<[string, string, object]>([['PROCESSED before its result is there', '4', {}], ['one failed artifact download', '5', { artifacts: [ARTIFACT] }]])('%s: the job page asks again, backing off', async (_name, id, detail) => {
  let there = false;
  platform(detail, () => (there ? HttpResponse.json({ isFake: true }) : new HttpResponse(null, { status: 500 })));
  const client = new QueryClient();
  const observer = new QueryObserver(client, { ...liveJobDetail(id), retry: false });
  const stop = observer.subscribe(() => undefined);
  await expect.poll(() => observer.getCurrentResult().data?.status).toBe('completed');
  there = true;
  if (!('artifacts' in detail)) platform({ result: { isFake: true } }, () => HttpResponse.json({}));
  await expect.poll(() => observer.getCurrentResult().data?.result, { timeout: 5_000 }).toEqual({ isFake: true });
  stop();
}, 10_000);

test('a missing result is asked for a few times, later each time, then on demand', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7].map(askResultAgainMs);
  expect(pauses).toEqual([2_000, 4_000, 8_000, 15_000, 30_000, 60_000, false]);
});
