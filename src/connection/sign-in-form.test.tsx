import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { SignInForm } from './sign-in-form.tsx';

const server = setupServer();
beforeAll(() => server.listen());
afterEach(() => {
  vi.restoreAllMocks();
  server.resetHandlers();
});
afterAll(() => server.close());

function signInWith(key: string) {
  const onSignedIn = vi.fn<() => void>();
  render(<QueryClientProvider client={new QueryClient()}><SignInForm onSignedIn={onSignedIn} /></QueryClientProvider>);
  fireEvent.change(screen.getByLabelText('API key'), { target: { value: key } });
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
  return onSignedIn;
}

test('a refused key is said in words, and the form stays', async () => {
  server.use(http.post('*/api/session', () => HttpResponse.json({ code: 'INVALID_API_KEY', statusCode: 401, message: 'No such key.' }, { status: 401 })));
  const onSignedIn = signInWith('api_wrong');
  expect((await screen.findByRole('alert')).textContent).toContain('The API key is not accepted');
  expect(onSignedIn).not.toHaveBeenCalled();
});

test('a key is sent trimmed, and then the person goes on', async () => {
  let sent: unknown;
  server.use(http.post('*/api/session', async ({ request }) => {
    sent = await request.json();
    return HttpResponse.json({ mode: 'gateway', host: 'platform.example', signedIn: true, canSignIn: true, sharedKey: false, account: '0123456789abcdef', tenant: null, storageOrigins: ['https://*.storage.example'] });
  }));
  const onSignedIn = signInWith('  api_mine ');
  await waitFor(() => expect(onSignedIn).toHaveBeenCalledOnce());
  expect(sent).toEqual({ apiKey: 'api_mine' });
});

test('a server that never answers ends the wait in words, and the form can be sent again', async () => {
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    expect(ms).toBe(40_000);
    return AbortSignal.abort(new DOMException('', 'TimeoutError'));
  });
  server.use(http.post('*/api/session', () => new Promise<Response>(() => {})));
  signInWith('api_mine');
  const said = (await screen.findByRole('alert')).textContent;
  expect(said).toContain('took too long to answer');
  expect(said).toContain('No full answer within 40 s.');
  expect(said).not.toContain('The server said');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Sign in' }).disabled).toBe(false);
});
