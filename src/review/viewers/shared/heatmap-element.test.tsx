import { render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { HeatmapElement } from './heatmap-element.tsx';

const URL_OF_NO_TYPE = 'https://storage.example/face-0.media?sig=1';

function answerWith(contentType: string | null, status = 206): ReturnType<typeof vi.fn<typeof fetch>> {
  const asked = vi.fn<typeof fetch>(() => Promise.resolve(new Response('x', { status, headers: contentType === null ? {} : { 'Content-Type': contentType } })));
  vi.stubGlobal('fetch', asked);
  return asked;
}

function show(contentType = '', leader: HTMLVideoElement | null = null): void {
  render(<HeatmapElement url={URL_OF_NO_TYPE} contentType={contentType} label="The heatmap of face 0" leader={leader} onExpired={() => undefined} />);
}

afterEach(() => void vi.unstubAllGlobals());

test.each([
  ['image/png', 'IMG'],
  ['video/mp4', 'VIDEO'],
  ['Video/WebM; codecs="vp9"', 'VIDEO'],
])('a heatmap whose address ends in .media is what its answer’s Content-Type says: %s', async (contentType, element) => {
  const asked = answerWith(contentType);
  show();
  expect(screen.getByRole('status').textContent).toBe('Loading the heatmap…');
  await waitFor(() => expect((screen.queryByLabelText('The heatmap of face 0') ?? screen.getByAltText('The heatmap of face 0')).tagName).toBe(element));
  expect(asked).toHaveBeenCalledOnce();
  expect(new Headers(asked.mock.calls[0]?.[1]?.headers).has('Authorization')).toBe(false);
});

test.each([
  ['says nothing', () => answerWith(null)],
  ['refuses', () => answerWith('image/png', 403)],
  ['cannot be reached', () => vi.stubGlobal('fetch', vi.fn<typeof fetch>(() => Promise.reject(new TypeError('Failed to fetch'))))],
])('where the storage %s, it is a link and nothing is claimed of it', async (_name, answer) => {
  answer();
  show();
  expect(await screen.findByRole('link', { name: 'Open the heatmap of face 0' })).toBeDefined();
});

test('what is known to be a picture is not asked about', () => {
  const asked = answerWith('video/mp4');
  show('image/png');
  expect(screen.getByAltText('The heatmap of face 0').tagName).toBe('IMG');
  expect(asked).not.toHaveBeenCalled();
});

test('a video beside a player runs in step with it, without controls of its own', async () => {
  answerWith('video/mp4');
  show('', document.createElement('video'));
  expect(await screen.findByText('The heatmap of face 0, in step')).toBeDefined();
  expect(screen.getByLabelText<HTMLVideoElement>('The heatmap of face 0').controls).toBe(false);
});
