import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter, useLocation, useNavigate, type NavigateFunction } from 'react-router';
import { expect, test } from 'vitest';
import { useJobsView, type JobsViewState } from './use-jobs-view.ts';
import { DEFAULT_VIEW, printView } from '../model/search-params.ts';

function openAt(entry: string) {
  const wrapper = ({ children }: { children: ReactNode }) => <MemoryRouter initialEntries={[entry]}>{children}</MemoryRouter>;
  const { result } = renderHook(() => ({ state: useJobsView(), navigate: useNavigate(), address: useLocation().search }), { wrapper });
  return {
    shown: () => printView(result.current.state.view).toString(),
    address: () => result.current.address,
    change: (work: (state: JobsViewState) => void) => act(async () => work(result.current.state)),
    go: (work: (navigate: NavigateFunction) => unknown) => act(async () => void work(result.current.navigate)),
  };
}

test('what a person does shows before the address says it', async () => {
  const { shown, change, address } = openAt('/jobs?status=failed');
  expect(shown()).toBe('status=failed');
  await change(({ show }) => show({ status: '', type: '3' }));
  expect(shown()).toBe('type=3');
  await waitFor(() => expect(address()).toBe('?type=3'));
  await change(({ show }) => show(DEFAULT_VIEW));
  await waitFor(() => expect(address()).toBe(''));
});

test('two steps right after each other are two steps back', async () => {
  const { go, shown, change, address } = openAt('/jobs');
  await change(({ show }) => show({ status: 'failed' }));
  await change(({ show }) => show({ type: '3' }));
  expect(shown()).toBe('status=failed&type=3');
  await waitFor(() => expect(address()).toBe('?status=failed&type=3'));
  await go((navigate) => navigate(-1));
  await waitFor(() => expect(shown()).toBe('status=failed'));
  await go((navigate) => navigate(-1));
  await waitFor(() => expect(shown()).toBe(''));
  await go((navigate) => navigate(2));
  await waitFor(() => expect(shown()).toBe('status=failed&type=3'));
});

test('typing leaves no entry in the history, and is in the address once the search is left', async () => {
  const { go, shown, change, address } = openAt('/jobs?status=failed');
  await change(({ show }) => show({ type: '3' }));
  await waitFor(() => expect(address()).toBe('?status=failed&type=3'));
  for (const q of ['h', 'ha', 'har']) await change(({ type }) => type(q));
  expect(shown()).toBe('status=failed&type=3&q=har');
  expect(address()).toBe('?status=failed&type=3');
  await change(({ endTyping }) => endTyping());
  await waitFor(() => expect(address()).toBe('?status=failed&type=3&q=har'));
  await go((navigate) => navigate(-1));
  await waitFor(() => expect(shown()).toBe('status=failed'));
});

test('a link counts more than what was being typed', async () => {
  const { go, shown, change, address } = openAt('/jobs');
  await change(({ type }) => type('harbour'));
  await go((navigate) => navigate('/jobs?type=3'));
  await waitFor(() => expect(shown()).toBe('type=3'));
  await change(({ endTyping }) => endTyping());
  expect(address()).toBe('?type=3');
});
