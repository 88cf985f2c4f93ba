import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { delay, http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { createMemoryRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { toastStore } from '#src/ui/toast-store.ts';
import { TestWorkspace } from '../testing/test-workspace.tsx';
import { UNDO_MS } from './undoable-delete.ts';
import { pendingActions } from './pending-actions.ts';

const JOB = '*/api/v1/jobs/:id';
const server = setupServer();
beforeAll(() => {
  server.listen();
  // Without a layout nothing has a size, and rows that are not in sight are not in the document.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900);
});
afterEach(() => {
  server.resetHandlers();
  pendingActions.setState(new Map(), true);
  toastStore.setState({ toasts: [] });
});
afterAll(() => {
  vi.restoreAllMocks();
  server.close();
});

/** Jobs on a platform that lists and details what is there. */
async function show(jobs: Map<number, string>) {
  server.use(
    http.get('*/api/v1/jobs', () => HttpResponse.json({ data: [...jobs].map(([jobId, status]) => ({ jobId, taskTypeId: 1, status })), pagination: { total: jobs.size } })),
    http.get(JOB, ({ params }) => HttpResponse.json({ jobId: params['id'], status: jobs.get(Number(params['id'])), inputs: [{ slotName: 'original', fileName: `photo-${String(params['id'])}.jpg` }] })),
  );
  const element = <TestWorkspace bands={[]} jobPath={(id) => `/jobs/${id}`} empty={<p>Nothing here</p>} />;
  const router = createMemoryRouter([{ path: '/jobs', element }], { initialEntries: ['/jobs'] });
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(<QueryClientProvider client={queryClient}><RouterProvider router={router} /></QueryClientProvider>);
  await screen.findByRole('link', { name: 'photo-1.jpg' });
}

const table = () => screen.getByRole('table', { name: 'Jobs' });
const statuses = () => Object.fromEntries([...table().querySelectorAll<HTMLElement>('[data-job-id]')].map((row) => [row.dataset['jobId'], row.dataset['jobStatus']]));
const select = (name: string) => fireEvent.click(screen.getByRole('checkbox', { name: `Select ${name}` }));
const isDisabled = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name }).disabled;
/** Answers the question of the open dialog. */
async function answer(title: string, name: string) {
  const dialog = within(await screen.findByRole('alertdialog', { name: title }));
  fireEvent.click(dialog.getByRole('button', { name }));
}
const toasts = () => toastStore.getState().toasts.map((toast) => toast.text).join(' ');

test('a cancel shows at once, goes back when it is refused, and the report says why', async () => {
  const jobs = new Map([[1, 'queued'], [2, 'queued']]);
  await show(jobs);
  server.use(http.post('*/api/v1/jobs/:id/cancel', async ({ params }) => {
    await delay(30);
    if (params['id'] === '2') return HttpResponse.json({ code: 'CONFLICT', statusCode: 409, message: 'Job is already processing' }, { status: 409 });
    jobs.set(1, 'cancelled');
    return HttpResponse.json({ jobId: 1, status: 'cancelled' });
  }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
  fireEvent.click(screen.getByRole('button', { name: 'Cancel selected' }));
  await answer('Cancel 2 jobs?', 'Cancel jobs');
  expect(statuses()).toEqual({ 1: 'cancelled', 2: 'cancelled' });
  await waitFor(() => expect(statuses()).toEqual({ 1: 'cancelled', 2: 'queued' }));
  await waitFor(() => expect(toasts()).toContain('Job is already processing'));
  expect(toasts()).toContain('1 job cancelled');
  expect(toasts()).toContain('1 job could not be cancelled');
});

/** The jobs for which a call came. */
function watch(path: string): string[] {
  const asked: string[] = [];
  server.use(http.post(path, ({ params }) => {
    asked.push(String(params['id']));
    return HttpResponse.json({ jobId: params['id'], status: path.endsWith('cancel') ? 'cancelled' : 'queued' });
  }));
  return asked;
}

test('Cancel selected asks before it cancels several, says what stays as it is, and Keep cancels none', async () => {
  await show(new Map([[1, 'queued'], [2, 'waiting_for_finalize'], [3, 'processing'], [4, 'completed']]));
  const asked = watch('*/api/v1/jobs/:id/cancel');
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
  fireEvent.click(screen.getByRole('button', { name: 'Cancel selected' }));
  const dialog = await screen.findByRole('alertdialog', { name: 'Cancel 2 jobs?' });
  expect(dialog.textContent).toContain('does not tell whether it charges for a cancelled job');
  expect(dialog.textContent).toContain('2 selected jobs being processed or at an end are left alone.');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Keep' }));
  expect(asked).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Cancel selected' }));
  await answer('Cancel 2 jobs?', 'Cancel jobs');
  await waitFor(() => expect(asked.toSorted()).toEqual(['1', '2']));
});

test('one selected job is cancelled at once, as on its page: a moment later it may be too late', async () => {
  await show(new Map([[1, 'queued'], [2, 'queued']]));
  const asked = watch('*/api/v1/jobs/:id/cancel');
  select('photo-1.jpg');
  fireEvent.click(screen.getByRole('button', { name: 'Cancel selected' }));
  expect(screen.queryByRole('alertdialog')).toBeNull();
  await waitFor(() => expect(asked).toEqual(['1']));
});

test('Finalize, which is paid for, asks first; Keep sends none', async () => {
  await show(new Map([[1, 'waiting_for_finalize']]));
  const asked = watch('*/api/v1/jobs/:id/finalize');
  fireEvent.click(screen.getByRole('button', { name: 'Finalize photo-1.jpg' }));
  await answer('Finalize 1 job?', 'Keep');
  expect(asked).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Finalize photo-1.jpg' }));
  await answer('Finalize 1 job?', 'Finalize');
  await waitFor(() => expect(asked).toEqual(['1']));
});

test('a delete is confirmed first; Keep leaves everything as it is', async () => {
  const jobs = new Map([[1, 'completed'], [2, 'completed']]);
  await show(jobs);
  const asked: string[] = [];
  server.use(http.delete(JOB, ({ params }) => {
    asked.push(String(params['id']));
    jobs.delete(Number(params['id']));
    return new HttpResponse(null, { status: 204 });
  }));
  select('photo-1.jpg');
  fireEvent.click(screen.getByRole('button', { name: 'Delete selected' }));
  fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Keep' }));
  expect(asked).toEqual([]);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  fireEvent.click(screen.getByRole('button', { name: 'Delete selected' }));
  fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Delete' }));
  expect(statuses()).toEqual({ 2: 'completed' });
  expect(toasts()).toContain('1 job deleted');
  await act(() => vi.advanceTimersByTimeAsync(UNDO_MS - 1));
  expect(asked).toEqual([]);
  await act(() => vi.advanceTimersByTimeAsync(1));
  vi.useRealTimers();
  await waitFor(() => expect(asked).toEqual(['1']));
});

test('a delete that is taken back never reaches the platform', async () => {
  await show(new Map([[1, 'completed'], [2, 'completed']]));
  const asked: string[] = [];
  server.use(http.delete(JOB, ({ params }) => {
    asked.push(String(params['id']));
    return new HttpResponse(null, { status: 204 });
  }));
  select('photo-1.jpg');
  fireEvent.click(screen.getByRole('button', { name: 'Delete selected' }));
  fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Delete' }));
  expect(statuses()).toEqual({ 2: 'completed' });
  act(() => toastStore.getState().toasts[0]?.action?.run());
  await waitFor(() => expect(statuses()).toEqual({ 1: 'completed', 2: 'completed' }));
  expect(asked).toEqual([]);
});

test('a page that is left sends what could still be taken back, and offers no Undo when it is restored', async () => {
  await show(new Map([[1, 'completed'], [2, 'completed']]));
  const asked: string[] = [];
  server.use(http.delete(JOB, ({ params }) => {
    asked.push(String(params['id']));
    return new HttpResponse(null, { status: 204 });
  }));
  select('photo-2.jpg');
  fireEvent.click(screen.getByRole('button', { name: 'Delete selected' }));
  fireEvent.click(within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Delete' }));
  fireEvent(window, new Event('pagehide'));
  await waitFor(() => expect(asked).toEqual(['2']));
  // The page was put aside after all, and comes back: no Undo is left that would do nothing, and the job stays out of sight.
  expect(toastStore.getState().toasts.filter(({ action }) => action !== null)).toEqual([]);
  fireEvent(window, Object.assign(new Event('pageshow'), { persisted: true }));
  await waitFor(() => expect(asked).toEqual(['2', '2']));
  expect(statuses()).toEqual({ 1: 'completed' });
});

test('a batch sends at most four at a time', async () => {
  await show(new Map(Array.from({ length: 12 }, (_, n) => [n + 1, 'queued'] as const)));
  let open = 0;
  let most = 0;
  server.use(http.post('*/api/v1/jobs/:id/cancel', async () => {
    open += 1;
    most = Math.max(most, open);
    await delay(5);
    open -= 1;
    return HttpResponse.json({ status: 'cancelled' });
  }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
  fireEvent.click(screen.getByRole('button', { name: 'Cancel selected' }));
  await answer('Cancel 12 jobs?', 'Cancel jobs');
  await waitFor(() => expect(toasts()).toContain('12 jobs cancelled'));
  expect(most).toBe(4);
});

test('nothing can be done with nothing selected; a part is neither all nor none', async () => {
  await show(new Map([[1, 'queued'], [2, 'queued']]));
  expect(['Cancel selected', 'Delete selected', 'Export CSV'].map(isDisabled)).toEqual([true, true, false]);
  await screen.findByRole('checkbox', { name: 'Select photo-2.jpg' });
  select('photo-2.jpg');
  const all = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select all' });
  expect([all.checked, all.indeterminate]).toEqual([false, true]);
  expect(isDisabled('Cancel selected')).toBe(false);
});

test('the count is announced, the sorted column too, and / goes to the search', async () => {
  await show(new Map([[1, 'queued'], [2, 'queued']]));
  expect(table().getAttribute('aria-rowcount')).toBe('3');
  expect(screen.getByRole('columnheader', { name: 'Created' }).getAttribute('aria-sort')).toBe('descending');
  act(() => void fireEvent.keyDown(document.body, { key: '/' }));
  expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Search jobs' }));
});
