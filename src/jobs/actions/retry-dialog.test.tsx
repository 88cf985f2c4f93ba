import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { noteCosts } from '#src/jobs-api/note-costs.ts';
import type { QuestionProps } from './question.tsx';
import { RetryDialog } from './retry-dialog.tsx';
import type { SelectedJob } from './retry-groups.ts';

beforeEach(() => localStorage.clear());

const job = (id: string, status: SelectedJob['status']): SelectedJob => ({ id, status, taskTypeId: '1' });

function ask(...jobs: SelectedJob[]) {
  const onConfirm = vi.fn<QuestionProps['onConfirm']>();
  const onKeep = vi.fn<QuestionProps['onKeep']>();
  render(<RetryDialog storeName="a" jobs={jobs} onConfirm={onConfirm} onKeep={onKeep} />);
  return { onConfirm, onKeep, dialog: screen.getByRole('alertdialog', { hidden: true }) };
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name, hidden: true }));

test('Retry selected asks with the count and the cost, and takes failed and cancelled jobs only', async () => {
  noteCosts('a', [2, 3].map((cost) => ({ id: `2${cost}`, status: 'completed', cost, createdAt: null, taskType: 'ai-image-detection' })));
  const { onConfirm, dialog } = ask(job('1', 'failed'), job('2', 'completed'), job('3', 'processing'), job('4', 'cancelled'), job('5', 'waiting_for_finalize'), job('6', 'unknown'));
  expect(dialog.textContent).toContain('Run 2 jobs again?');
  expect(dialog.textContent).toContain('Makes 2 new jobs');
  await waitFor(() => expect(dialog.textContent).toContain('Such jobs cost 4 to 6 credits lately.'));
  expect(dialog.textContent).toContain('3 selected jobs not at an end are left alone.');
  expect(onConfirm).not.toHaveBeenCalled();
  press('Retry');
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith(['1', '4']);
});

test('completed jobs come with it only when a person asks for them, told that they are charged again', () => {
  const { onConfirm, dialog } = ask(job('1', 'failed'), job('2', 'completed'));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Also the 1 completed job: charged once already, and charged again', hidden: true }));
  expect(dialog.textContent).toContain('Run 2 jobs again?');
  press('Retry');
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith(['1', '2']);
});

test('with nothing to retry nothing is run, and Keep runs nothing', () => {
  const { onConfirm, onKeep } = ask(job('2', 'completed'), job('3', 'queued'));
  press('Close');
  expect(onKeep).toHaveBeenCalledOnce();
  expect(onConfirm).not.toHaveBeenCalled();
});
