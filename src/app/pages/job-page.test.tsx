import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { http, HttpResponse, type JsonBodyType, type RequestHandler } from 'msw';
import { setupServer } from 'msw/node';
import { createMemoryRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { documented } from '#src/jobs-api/fixtures/documented.ts';
import { JobPage } from './job-page.tsx';

const server = setupServer();
beforeAll(() => server.listen());
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const session = http.get('*/api/session', () => HttpResponse.json({ mode: 'sandbox', host: 'Sandbox', signedIn: true, canSignIn: false, sharedKey: false, account: null, tenant: null, storageOrigins: [] }));
const detail = (answer: JsonBodyType) => http.get('*/api/v1/jobs/469', () => HttpResponse.json(answer));

const newClient = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });

function show(queryClient: QueryClient) {
  const router = createMemoryRouter([{ path: '/jobs/:jobId', element: <JobPage /> }, { path: '/jobs', element: <p>All of them</p> }], { initialEntries: ['/jobs/469'] });
  return render(<QueryClientProvider client={queryClient}><RouterProvider router={router} /></QueryClientProvider>);
}

function open(...handlers: RequestHandler[]) {
  server.use(session, ...handlers);
  show(newClient());
}

const region = (name: string) => screen.getByRole('region', { name });

test('a completed job: finding, confidence, details and the result as it came', async () => {
  open(detail(documented.detail));
  expect((await screen.findByRole('heading', { level: 1, name: 'photo.jpg' })).textContent).toBe('photo.jpg');
  expect(screen.getByRole('main').dataset['jobStatus']).toBe('completed');
  const verdict = within(region('Verdict'));
  expect(verdict.getByText('The detector found signs of AI generation.')).toBeDefined();
  expect(verdict.getByText('Likely manipulated')).toBeDefined();
  expect(verdict.getByText('98%', { selector: 'strong' })).toBeDefined();
  expect(verdict.getByRole<HTMLMeterElement>('meter', { name: 'Confidence' }).value).toBe(0.98);
  expect(verdict.queryByText(/Simulated/)).toBeNull();
  expect(region('Details').textContent).toMatch(/Job469.*AI Image Detector.*1,234 bytes/);
  // Its code comes after the verdict's.
  await waitFor(() => expect(region('Raw result').textContent).toContain('"model": "x"'));
  expect(screen.queryByRole('button', { name: 'Cancel job' })).toBeNull();
});

test('a simulated result says so, and its SHA-256 is a detail', async () => {
  const sha256 = 'ab'.repeat(32);
  open(detail({ ...documented.detail, result: { ...documented.detail.result, simulated: true, analysisDetails: { sha256 } } }));
  await screen.findByText(/Simulated/);
  expect(region('Details').textContent).toContain(sha256);
});

test('a failed job gives the platform’s reason and no verdict', async () => {
  open(detail({ ...documented.failed, jobId: 469 }));
  expect(await screen.findByText('The image could not be decoded.')).toBeDefined();
  expect(screen.queryByRole('meter')).toBeNull();
});

test('a job that goes on is followed until its verdict', async () => {
  let reads = 0;
  open(http.get('*/api/v1/jobs/469', () => {
    reads += 1;
    return HttpResponse.json(reads === 1 ? { jobId: 469, taskTypeId: 1, status: 'queued', updatedAt: new Date().toISOString() } : documented.detail);
  }));
  expect(await within(await screen.findByRole('region', { name: 'Verdict' })).findByText('Queued')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Cancel job' })).toBeDefined();
  await screen.findByText('The detector found signs of AI generation.', {}, { timeout: 4_000 });
  expect(screen.queryByRole('button', { name: 'Cancel job' })).toBeNull();
});

test('a job being processed can be neither cancelled nor deleted', async () => {
  open(detail({ jobId: 469, taskTypeId: 1, status: 'processing' }));
  await screen.findByText('There is no verdict yet. This page shows it as soon as there is one.');
  expect(screen.queryByRole('button', { name: /job$/ })).toBeNull();
});

test('a job that is not there is said in words, with a way back', async () => {
  open(http.get('*/api/v1/jobs/469', () => HttpResponse.json({ code: 'JOB_NOT_FOUND', statusCode: 404, message: 'No such job' }, { status: 404 })));
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('The job does not exist');
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Job 469');
  fireEvent.click(within(alert).getByRole('link', { name: 'All jobs' }));
  expect(await screen.findByText('All of them')).toBeDefined();
});

test('a result behind a link that fails claims nothing, and is fetched by trying again', async () => {
  let broken = true;
  const credentials: (string | null)[] = [];
  const artifacts = [{ kind: 'result', downloadUrl: 'http://localhost:3000/storage/result' }];
  open(
    detail({ ...documented.detail, result: null, artifacts }),
    http.get('http://localhost:3000/storage/result', ({ request }) => {
      credentials.push(request.headers.get('authorization') ?? request.headers.get('cookie'));
      return broken ? new HttpResponse('<Error><Code>AccessDenied</Code></Error>', { status: 403 }) : HttpResponse.json({ isAiGenerated: false, confidence: 0.9 });
    }),
  );
  expect(await screen.findByText(/could not be fetched/)).toBeDefined();
  expect(screen.queryByText('No verdict')).toBeNull();
  broken = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(region('Verdict').textContent).toContain('Likely authentic'));
  expect(new Set(credentials)).toEqual(new Set([null]));
});

test.each([
  ['a finished job is read once, however often it is opened', documented.detail, 1],
  ['a finished job whose result is missing is read again when it is opened again', { ...documented.detail, result: null, resultUrl: 'http://localhost:3000/storage/result' }, 2],
])('%s', async (_name, answer, expected) => {
  let reads = 0;
  server.use(session, http.get('*/storage/result', () => new HttpResponse(null, { status: 403 })), http.get('*/api/v1/jobs/469', () => {
    reads += 1;
    return HttpResponse.json(answer);
  }));
  const queryClient = newClient();
  const first = show(queryClient);
  await screen.findByRole('heading', { name: 'photo.jpg' });
  first.unmount();
  show(queryClient);
  await screen.findByRole('heading', { name: 'photo.jpg' });
  await waitFor(() => expect(queryClient.isFetching()).toBe(0));
  expect(reads).toBe(expected);
});
