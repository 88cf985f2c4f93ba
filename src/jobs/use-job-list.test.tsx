import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { ReactNode } from 'react';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { jobsListPage } from './queries.ts';
import { useJobList } from './use-job-list.ts';

const server = setupServer();
beforeAll(() => server.listen());
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const numbers = (count: number) => Array.from({ length: count }, (_, n) => count - n);

/** A list of these job ids, newest first; `told` says whether it gives a total. */
function platform(ids: number[], told = true) {
  const seen = { ids, asked: [] as number[], most: 0 };
  let open = 0;
  server.use(http.get('*/api/v1/jobs', async ({ request }) => {
    const page = Number(new URL(request.url).searchParams.get('page'));
    seen.asked.push(page);
    open += 1;
    seen.most = Math.max(seen.most, open);
    await new Promise((resolve) => {
      setTimeout(resolve, 2);
    });
    open -= 1;
    const data = seen.ids.slice((page - 1) * 100, page * 100).map((jobId) => ({ jobId, taskTypeId: 1, status: 'completed' }));
    return HttpResponse.json({ data, pagination: { page, limit: 100, ...(told ? { total: seen.ids.length } : {}) } });
  }));
  return seen;
}

function follow(queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })) {
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
  const { result, unmount } = renderHook(() => useJobList(), { wrapper });
  const refreshFirstPage = () => act(() => queryClient.refetchQueries({ queryKey: jobsListPage(1).queryKey }));
  return { queryClient, result, unmount, refreshFirstPage, ids: () => result.current.jobs.map((job) => Number(job.id)) };
}

test.each([true, false])('reads every page once, two at a time at most (total given: %s)', async (told) => {
  const seen = platform(numbers(430), told);
  const { ids } = follow();
  await waitFor(() => expect(ids()).toEqual(numbers(430)));
  expect(seen.asked.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
  expect(seen.most).toBeLessThanOrEqual(2);
});

test('a new job that pushes one over the edge of a page loses and doubles none', async () => {
  const seen = platform(numbers(150));
  const { ids, refreshFirstPage } = follow();
  await waitFor(() => expect(ids()).toEqual(numbers(150)));
  seen.ids = numbers(151);
  await refreshFirstPage();
  await waitFor(() => expect(ids()).toEqual(numbers(151)));
});

test('jobs deleted elsewhere disappear, also from later pages', async () => {
  const seen = platform(numbers(150));
  const { ids, refreshFirstPage } = follow();
  await waitFor(() => expect(ids()).toHaveLength(150));
  seen.ids = numbers(150).filter((id) => id !== 20);
  await refreshFirstPage();
  await waitFor(() => expect(ids()).toEqual(seen.ids));
});

test('the list is the same array for as long as nothing changes', async () => {
  platform(numbers(3));
  const { result, refreshFirstPage } = follow();
  await waitFor(() => expect(result.current.jobs).toHaveLength(3));
  const before = result.current.jobs;
  await refreshFirstPage();
  expect(result.current.jobs).toBe(before);
});

test('coming back to a long list shows all of it at once, and asks for the first page only', async () => {
  const seen = platform(numbers(4_000));
  const first = follow();
  await waitFor(() => expect(first.result.current.jobs).toHaveLength(4_000), { timeout: 5_000 });
  first.unmount();
  seen.asked = [];
  const second = follow(first.queryClient);
  expect(second.result.current.jobs).toHaveLength(4_000);
  await waitFor(() => expect(seen.asked).toEqual([1]));
});

test('a change while away is seen on coming back, on every page, two at a time', async () => {
  const seen = platform(numbers(430));
  const first = follow();
  await waitFor(() => expect(first.ids()).toEqual(numbers(430)));
  first.unmount();
  seen.ids = numbers(431);
  seen.most = 0;
  const second = follow(first.queryClient);
  await waitFor(() => expect(second.ids()).toEqual(numbers(431)));
  expect(seen.most).toBeLessThanOrEqual(2);
});
