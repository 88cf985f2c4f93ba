import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dismissToast, showToast, toastStore } from './toast-store.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  for (const { id } of toastStore.getState().toasts) dismissToast(id);
  vi.useRealTimers();
});

const texts = () => toastStore.getState().toasts.map(({ text }) => text);
const undo = { label: 'Undo', run: () => undefined };

test('the oldest makes room once four are shown', () => {
  for (const text of ['a', 'b', 'c', 'd', 'e']) showToast(text);
  expect(texts()).toEqual(['b', 'c', 'd', 'e']);
});

test('what offers something to do stays for its 6 s, however many come after it', () => {
  showToast('deleted', 'plain', undo);
  for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) showToast(text);
  expect(texts()).toEqual(['deleted', 'd', 'e', 'f']);
  vi.advanceTimersByTime(6_000);
  expect(texts()).toEqual([]);
});

test('a message is shown even among many that offer something', () => {
  for (const text of ['a', 'b', 'c', 'd']) showToast(text, 'plain', undo);
  showToast('news');
  expect(texts()).toEqual(['a', 'b', 'c', 'd', 'news']);
});
