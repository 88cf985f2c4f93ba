import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { cancelJobs } from './job-actions.ts';
import { pendingActions } from './pending-actions.ts';
import { jobDetail } from '../model/queries.ts';

/** A slow machine gets its time; a pass never waits for it. */
const waitFor = <T,>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 30_000, interval: 5 });

const server = setupServer();
beforeAll(() => server.listen());
afterEach(() => {
  server.resetHandlers();
  pendingActions.setState(new Map(), true);
});
afterAll(() => server.close());

/** A job that is looked at, on a platform that answers a cancel with one status while the job itself comes to another. */
async function look(answered: string | undefined, becomes: string) {
  let status = 'queued';
  server.use(
    http.get('*/api/v1/jobs/7', () => HttpResponse.json({ jobId: 7, status, result: status === 'completed' ? { isAiGenerated: true } : null })),
    http.post('*/api/v1/jobs/7/cancel', () => {
      status = becomes;
      return HttpResponse.json({ jobId: 7, status: answered });
    }),
  );
  const queryClient = new QueryClient();
  const shown: (string | undefined)[] = [];
  const observer = new QueryObserver(queryClient, jobDetail('7'));
  const stop = observer.subscribe(({ data }) => void shown.push(data?.statusWord));
  await waitFor(() => expect(shown.at(-1)).toBe('queued'));
  await cancelJobs(queryClient, ['7']);
  return { shown, stop };
}

test.each([
  ['an answer of a job that has completed', 'completed', 'completed'],
  ['an answer that says nothing of the job', undefined, 'completed'],
  ['a cancel that is taken in and not carried out yet', 'queued', 'queued'],
])('a 2xx cancel claims no more than it says: %s', async (_name, answered, becomes) => {
  const { shown, stop } = await look(answered, becomes);
  await waitFor(() => expect(shown.at(-1)).toBe(becomes));
  expect(shown).not.toContain('cancelled');
  stop();
});

test('after an answer "cancelled" the next read has the last word', async () => {
  const { shown, stop } = await look('cancelled', 'completed');
  await waitFor(() => expect(shown.at(-1)).toBe('completed'));
  stop();
});
