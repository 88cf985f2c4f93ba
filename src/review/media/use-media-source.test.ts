import { act, renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { useMediaSource } from './use-media-source.ts';

const LINK = 'https://storage.example/a?sig=1';
const kept = new Blob(['bytes']);
const source = (link: string, copy: Blob | null, onExpired = vi.fn<() => void>()) => renderHook(() => useMediaSource(link, copy, onExpired)).result;

test('the copy of this browser comes before the link, and costs no transfer', async () => {
  const { current } = source(LINK, kept);
  expect(current.url).toMatch(/^blob:/);
  expect(await current.open()).toBe(kept);
});

test('without a copy it is the link', () => {
  expect(source(LINK, null).current.url).toBe(LINK);
});

test('a copy that cannot be shown gives way to the link, and only then to failure', () => {
  const onExpired = vi.fn<() => void>();
  const result = source(LINK, kept, onExpired);
  act(() => result.current.onError());
  expect(result.current).toMatchObject({ url: LINK, failed: false });
  expect(onExpired).not.toHaveBeenCalled();
  act(() => result.current.onError());
  expect(result.current.failed).toBe(true);
  expect(onExpired).toHaveBeenCalledOnce();
});

test('a copy without a link that cannot be shown is a failure', () => {
  const result = source('', kept);
  act(() => result.current.onError());
  expect(result.current.failed).toBe(true);
});

test('a link that comes once the job has ended is used, and stays in use', () => {
  const { result, rerender } = renderHook(({ link }) => useMediaSource(link, null, vi.fn<() => void>()), { initialProps: { link: '' } });
  expect(result.current.url).toBe('');
  rerender({ link: LINK });
  expect(result.current.url).toBe(LINK);
  rerender({ link: `${LINK}&newer` });
  expect(result.current.url).toBe(LINK);
});
