import { act, render, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { noteCosts } from '#src/jobs-api/note-costs.ts';
import type { UploadItem } from '../model/item.ts';
import { QueueSummary } from './queue-summary.tsx';
import { EMPTY_QUEUE, type QueueState } from '../model/queue-state.ts';
import { testItem } from '../testing/items.ts';

const state = createStore<QueueState>(() => EMPTY_QUEUE);

vi.mock('./upload-context.tsx', async () => {
  const { useStore } = await import('zustand');
  return {
    useUploadAccount: () => ({ storeName: 'a' }),
    useQueueState: <T,>(select: (state: QueueState) => T) => useStore(state, select),
  };
});

const submitted = (id: string, more: Partial<UploadItem> = {}) => testItem({ id, state: { status: 'submitted', jobId: `job-${id}` }, finalizesSent: 1, ...more });
const problem = { title: 'It failed', advice: 'Retry.', said: null };

function show(...items: UploadItem[]) {
  state.setState({ ready: true, items: Object.fromEntries(items.map((item) => [item.id, item])), order: items.map(({ id }) => id) });
  render(<QueueSummary />);
}

/** The platform's answers tell what these files' jobs did cost. */
const tell = (costs: Readonly<Record<string, number>>) =>
  act(() => noteCosts('a', Object.entries(costs).map(([id, cost]) => ({ id: `job-${id}`, status: 'completed', cost, createdAt: null, taskType: '1' }))));

const line = () => screen.getByRole('region', { name: 'Overall progress' }).textContent;

beforeEach(() => {
  localStorage.clear();
});

test('the summary says what the batch did cost, once answers have told it of every job', async () => {
  show(submitted('1'), submitted('2'));
  // Its code comes with the first finished batch.
  await act(() => import('./spent-note.tsx'));
  expect(line()).toBe('2 of 2 files submitted');
  tell({ 1: 2 });
  expect(line()).toBe('2 of 2 files submitted · 2 credits for 1 of 2 jobs');
  tell({ 2: 3, 9: 50 });
  expect(line()).toBe('2 of 2 files submitted · cost 5 credits');
});

test('nothing is said of costs while files are on their way, nor of a file for which nothing was sent', async () => {
  tell({ 1: 1, 2: 1 });
  show(submitted('1'), testItem({ id: '3', state: { status: 'waiting' } }));
  await act(() => import('./spent-note.tsx'));
  expect(line()).not.toContain('credit');
  act(() => state.setState({ items: { 1: submitted('1'), 2: submitted('2', { state: { status: 'submitted', jobId: 'job-2', reused: true } }) }, order: ['1', '2'] }));
  expect(line()).toContain('· cost 1 credit');
});

test.each([
  ['a finalize without a clear outcome', testItem({ id: '2', state: { status: 'failed', problem, needs: null }, finalizesSent: 1 })],
  ['a second finalize for the same file', submitted('2', { finalizesSent: 2 })],
])('%s leaves open whether more was charged', async (_name, item) => {
  tell({ 1: 2, 2: 2 });
  show(submitted('1'), item);
  await act(() => import('./spent-note.tsx'));
  expect(line()).toMatch(/ credits for \d jobs?; more may have been charged$/);
});
