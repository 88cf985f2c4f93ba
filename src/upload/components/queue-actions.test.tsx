import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { noteCosts } from '#src/jobs-api/note-costs.ts';
import type { UploadItem, UploadJob } from '../model/item.ts';
import { QueueActions } from './queue-actions.tsx';
import { EMPTY_QUEUE, type QueueState } from '../model/queue-state.ts';
import type { UploadQueue } from '../model/queue.ts';
import { testItem } from '../testing/items.ts';

const { send } = vi.hoisted(() => ({ send: vi.fn<UploadQueue['send']>() }));
const state = createStore<QueueState>(() => EMPTY_QUEUE);

vi.mock('./upload-context.tsx', async () => {
  const { useStore } = await import('zustand');
  const queue = { send };
  return {
    useUploadQueue: () => queue,
    useUploadAccount: () => ({ storeName: 'a', queue }),
    useQueueState: <T,>(select: (state: QueueState) => T) => useStore(state, select),
  };
});

const problem = { title: 'It failed', advice: 'Retry.', said: null };
const failed = (id: string, more: Partial<UploadItem> = {}) => testItem({ id, state: { status: 'failed', problem, needs: null }, ...more });
const job = (finalizeAskedAt: number | null): UploadJob => ({ id: '7', openWord: 'waiting', finalizeAskedAt, finalizeAnswer: null, slots: [] });
const stateOf = (...items: UploadItem[]) => ({ items: Object.fromEntries(items.map((item) => [item.id, item])), order: items.map(({ id }) => id) });

function show(...items: UploadItem[]) {
  state.setState({ ready: true, ...stateOf(...items) });
  render(<QueueActions />);
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name, hidden: true }));

async function ask(): Promise<HTMLElement> {
  press('Retry failed');
  return screen.findByRole('alertdialog', { hidden: true });
}

beforeEach(() => {
  localStorage.clear();
  send.mockClear();
});

test('Retry failed asks first, with the number of files and what such jobs cost lately', async () => {
  noteCosts('a', [2, 3].map((cost) => ({ id: `2${cost}`, status: 'completed', cost, createdAt: null, taskType: 'ai-image-detection' })));
  show(failed('1'), failed('2', { job: job(null) }), testItem({ id: '3' }));
  const dialog = await ask();
  expect(dialog.textContent).toContain('Retry 2 failed files?');
  expect(dialog.textContent).toContain('Such jobs cost 4 to 6 credits lately.');
  expect(send).not.toHaveBeenCalled();
  press('Retry');
  expect(send.mock.calls).toEqual([[{ type: 'enqueue', itemIds: ['1', '2'] }]]);
  expect(screen.queryByRole('alertdialog', { hidden: true })).toBeNull();
});

test('Keep sends nothing', async () => {
  show(failed('1'));
  await ask();
  press('Keep');
  expect(send).not.toHaveBeenCalled();
  expect(screen.queryByRole('alertdialog', { hidden: true })).toBeNull();
});

test('a file whose finalize has no clear outcome is not swept along by Retry failed', async () => {
  const choice = failed('2', { job: job(5), state: { status: 'failed', problem, needs: null, choice: 'send-again' } });
  // The reads gave out before they could tell; and a job that ended after a finalize for this file had gone out.
  show(failed('1'), { ...choice, name: 'asked.jpg' }, failed('3', { name: 'unread.jpg', job: job(5), finalizesSent: 1 }), failed('4', { name: 'ended.jpg', finalizesSent: 1 }), failed('6', { finalizesSent: 1 }), failed('5', { name: 'lost.jpg', state: { status: 'failed', problem, needs: 'file' } }));
  const dialog = await ask();
  expect(dialog.textContent).toContain('Retry 1 failed file?');
  expect(dialog.textContent).toMatch(/4 failed files are left out, since a finalize was sent and may have been carried out: .* may charge a second time\. Decide in the row of each.*: asked\.jpg, unread\.jpg, ended\.jpg and 1 more\./);
  expect(dialog.textContent).toMatch(/1 failed file is left out, since this browser cannot read it any more\. .* in its row: lost\.jpg\./);
  press('Retry');
  expect(send.mock.calls).toEqual([[{ type: 'enqueue', itemIds: ['1'] }]]);
});

test('a finalize that was clearly refused leaves a file to Retry failed', async () => {
  show(failed('1', { job: job(null), finalizesSent: 1 }));
  await ask();
  press('Retry');
  expect(send.mock.calls).toEqual([[{ type: 'enqueue', itemIds: ['1'] }]]);
});

test('what fails while the question is open was not asked about, and what moved on is not sent twice', async () => {
  show(failed('1'), failed('2'));
  const dialog = await ask();
  act(() => state.setState(stateOf(failed('1'), testItem({ id: '2', state: { status: 'waiting' } }), failed('3'))));
  expect(dialog.textContent).toContain('Retry 1 failed file?');
  press('Retry');
  expect(send.mock.calls).toEqual([[{ type: 'enqueue', itemIds: ['1'] }]]);
});

test('beside Analyze stand the number of jobs and, by task type, what such jobs cost lately', async () => {
  noteCosts('a', [2, 3].map((cost) => ({ id: `2${cost}`, status: 'completed', cost, createdAt: null, taskType: 'ai-image-detection' })));
  show(testItem({ id: '1' }), testItem({ id: '2' }), testItem({ id: '3', taskType: 'face-intelligence' }), failed('4'));
  const line = await screen.findByText(/^Makes 3 jobs\./);
  expect(line.textContent).toBe('Makes 3 jobs. Such jobs cost lately: AI Image Detector 4 to 6 credits for 2; Face Intelligence not told yet for 1.');
  await waitFor(() => expect(screen.getByRole('button', { name: 'Analyze 3 files' }).getAttribute('aria-describedby')).toBe(line.id));
});

test('with no cost known the line beside Analyze says nothing of costs, and with nothing to analyze there is none', async () => {
  show(testItem({ id: '1' }));
  expect((await screen.findByText(/^Makes 1 job\./)).textContent).toBe('Makes 1 job.');
  act(() => state.setState(stateOf(failed('1'))));
  expect(screen.queryByText(/^Makes/)).toBeNull();
});
