import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MediaElement } from './media-element.tsx';

const shown = (url: string, onExpired: () => void) => <MediaElement url={url} contentType="video/mp4" label="The uploaded file" onExpired={onExpired} />;
const link = () => screen.getByLabelText<HTMLVideoElement>('The uploaded file');

beforeEach(() => void vi.stubGlobal('fetch', vi.fn<typeof fetch>(() => Promise.resolve(new Response(null, { status: 403 })))));
afterEach(() => void vi.unstubAllGlobals());

test('a link that is signed anew does not start the player all over', () => {
  const { rerender } = render(shown('https://storage.example/a?sig=1', vi.fn<() => void>()));
  rerender(shown('https://storage.example/a?sig=2', vi.fn<() => void>()));
  expect(link().src).toBe('https://storage.example/a?sig=1');
});

test('a link that expired is asked for anew, and the new one is used', () => {
  const onExpired = vi.fn<() => void>();
  const { rerender } = render(shown('https://storage.example/a?sig=1', onExpired));
  fireEvent.error(link());
  expect(onExpired).toHaveBeenCalledOnce();
  rerender(shown('https://storage.example/a?sig=2', onExpired));
  expect(link().src).toBe('https://storage.example/a?sig=2');
});

test.each([
  [() => Promise.resolve(new Response(null, { status: 403 })), /The link has expired/],
  [() => Promise.resolve(new Response('x', { status: 206 })), /this browser cannot decode the format/],
  [() => Promise.reject(new TypeError('Failed to fetch')), /could not be reached/],
])('what cannot be shown says why, and offers the link', async (fetch, why) => {
  const asked = vi.fn<typeof globalThis.fetch>(fetch);
  vi.stubGlobal('fetch', asked);
  render(shown('https://storage.example/a?sig=1', vi.fn<() => void>()));
  fireEvent.error(link());
  expect(await screen.findByText(why)).toBeDefined();
  expect(screen.getByRole<HTMLAnchorElement>('link', { name: 'Open the link' }).href).toBe('https://storage.example/a?sig=1');
  expect(asked.mock.calls[0]?.[1]).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' });
});
