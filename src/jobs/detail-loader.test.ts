import { QueryClient } from '@tanstack/react-query';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Job, JobSummary } from '#src/jobs-api/job.ts';
import { createDetailLoader } from './detail-loader.ts';
import { jobDetail } from './queries.ts';

const server = setupServer();
beforeAll(() => server.listen());
beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
  server.resetHandlers();
});
afterAll(() => server.close());

const listed = (id: number, change: Partial<JobSummary> = {}): JobSummary => ({ id: String(id), taskTypeId: '1', status: 'completed', statusWord: 'completed', createdAt: 0, updatedAt: 0, ...change });
const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });
const statusIn = (queryClient: QueryClient, id: number) => queryClient.getQueryData<Job>(jobDetail(String(id)).queryKey)?.statusWord;

/** Answers details with `status`, keeps what was asked for, and how many were asked for at once at most. */
function platform(answer: () => Response | Record<string, unknown> = () => ({ status: 'completed' })) {
  const seen = { asked: [] as string[], most: 0 };
  let open = 0;
  server.use(http.get('*/api/v1/jobs/:id', async ({ params }) => {
    seen.asked.push(String(params['id']));
    open += 1;
    seen.most = Math.max(seen.most, open);
    await vi.advanceTimersByTimeAsync(1);
    open -= 1;
    const said = answer();
    return said instanceof Response ? said : HttpResponse.json({ jobId: params['id'], ...said });
  }));
  return seen;
}

test('every listed job is read once, in order, at most four at a time', async () => {
  const seen = platform();
  const queryClient = client();
  const jobs = Array.from({ length: 20 }, (_, n) => listed(n + 1));
  const loader = createDetailLoader(queryClient);
  loader.want(jobs);
  loader.want(jobs);
  await vi.waitFor(() => expect(statusIn(queryClient, 20)).toBe('completed'));
  expect(seen.asked).toEqual(jobs.map((job) => job.id));
  expect(seen.most).toBeLessThanOrEqual(4);
});

test('a job is read again when the list says something new of it, and not otherwise', async () => {
  let status = 'queued';
  const seen = platform(() => ({ status }));
  const queryClient = client();
  const loader = createDetailLoader(queryClient);
  const queued = listed(1, { status: 'queued', statusWord: 'queued' });
  loader.want([queued]);
  await vi.waitFor(() => expect(statusIn(queryClient, 1)).toBe('queued'));
  loader.want([{ ...queued }]);
  status = 'completed';
  loader.want([listed(1, { updatedAt: 9 })]);
  await vi.waitFor(() => expect(statusIn(queryClient, 1)).toBe('completed'));
  expect(seen.asked).toHaveLength(2);
});

test('a server that cannot answer is left alone for a while, then everything is read', async () => {
  let down = true;
  const seen = platform(() => (down ? new HttpResponse(null, { status: 503 }) : { status: 'completed' }));
  const queryClient = client();
  const loader = createDetailLoader(queryClient);
  const jobs = Array.from({ length: 12 }, (_, n) => listed(n + 1));
  loader.want(jobs);
  await vi.waitFor(() => expect(seen.asked).toHaveLength(4));
  await vi.advanceTimersByTimeAsync(2_000);
  loader.want([...jobs]);
  expect(seen.asked).toHaveLength(4);
  down = false;
  await vi.advanceTimersByTimeAsync(3_500);
  await vi.waitFor(() => expect(jobs.every((job) => statusIn(queryClient, Number(job.id)) === 'completed')).toBe(true));
  loader.stop();
});

test('what is refused is not asked for again', async () => {
  const seen = platform(() => new HttpResponse(null, { status: 404 }));
  const loader = createDetailLoader(client());
  loader.want([listed(1)]);
  await vi.waitFor(() => expect(seen.asked).toHaveLength(1));
  await vi.advanceTimersByTimeAsync(10_000);
  loader.want([listed(1)]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(seen.asked).toHaveLength(1);
});
