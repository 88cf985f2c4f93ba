import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse, type RequestHandler } from 'msw';
import { setupServer } from 'msw/node';
import { createMemoryRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TestWorkspace } from '../testing/test-workspace.tsx';

const JOBS = '*/api/v1/jobs';
const server = setupServer();
beforeAll(() => server.listen());
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const listOf = (...jobs: { jobId: number; status: string }[]) =>
  http.get(JOBS, () => HttpResponse.json({ data: jobs.map((job) => ({ taskTypeId: 1, createdAt: '2026-03-01T10:00:00Z', ...job })), pagination: { page: 1, limit: 100, total: jobs.length } }));
const details = http.get(`${JOBS}/:id`, ({ params }) =>
  HttpResponse.json({ jobId: params['id'], taskTypeId: 1, status: 'completed', inputs: [{ slotName: 'original', fileName: `photo-${String(params['id'])}.jpg` }], result: {} }),
);

function show(address: string, ...handlers: RequestHandler[]) {
  server.use(...handlers);
  const element = <TestWorkspace bands={[['none', 'No verdict']]} jobPath={(id) => `/jobs/${id}`} empty={<p>Nothing here</p>} />;
  const router = createMemoryRouter([{ path: '/jobs', element }], { initialEntries: [address] });
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(<QueryClientProvider client={queryClient}><RouterProvider router={router} /></QueryClientProvider>);
  return router;
}

test('the empty list says so', async () => {
  show('/jobs', listOf());
  expect(await screen.findByText('Nothing here')).toBeDefined();
});

test('an unknown status is offered as a filter, in the platform’s own word', async () => {
  show('/jobs', listOf({ jobId: 1, status: 'AWAITING_REVIEW' }, { jobId: 2, status: 'completed' }), details);
  await waitFor(() => expect(within(screen.getByRole('combobox', { name: 'Status' })).getByRole('option', { name: 'AWAITING_REVIEW' })).toBeDefined());
});

test('the address is the state of the filters, and they print it', async () => {
  const router = show('/jobs?status=completed&type=1&q=sea&sort=file.asc&junk=1', listOf({ jobId: 2, status: 'completed' }), details);
  const search = await screen.findByRole<HTMLInputElement>('searchbox', { name: 'Search jobs' });
  expect(search.value).toBe('sea');
  fireEvent.change(screen.getByRole('combobox', { name: 'Verdict' }), { target: { value: 'none' } });
  await waitFor(() => expect(router.state.location.search).toBe('?status=completed&type=1&verdict=none&q=sea&sort=file.asc'));
});

test('a list that cannot be read is an alert with a way to try again', async () => {
  show('/jobs', http.get(JOBS, () => new HttpResponse('<html>', { status: 502 }), { once: true }), listOf());
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The server has a problem (502)');
  fireEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Nothing here')).toBeDefined();
});

test('a list that hides jobs says how many could be read, of how many', async () => {
  const hiding = http.get(JOBS, ({ request }) => {
    const page = Number(new URL(request.url).searchParams.get('page'));
    const data = page === 1 ? [2, 1].map((jobId) => ({ jobId, taskTypeId: 1, status: 'completed', createdAt: '2026-03-01T10:00:00Z' })) : [];
    return HttpResponse.json({ data, pagination: { page, limit: 100, total: 5 } });
  });
  show('/jobs', hiding, details);
  await waitFor(() => expect(screen.getByRole('status', { name: 'What is shown' }).textContent).toContain('2 of 5 could be read'), { timeout: 10_000 });
}, 20_000);
