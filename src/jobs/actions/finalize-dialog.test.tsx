import { fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { noteCosts } from '#src/jobs-api/note-costs.ts';
import { FinalizeDialog } from './finalize-dialog.tsx';
import type { QuestionProps } from './question.tsx';
import type { SelectedJob } from './retry-groups.ts';

beforeEach(() => localStorage.clear());

function ask(...jobs: SelectedJob[]) {
  const onConfirm = vi.fn<QuestionProps['onConfirm']>();
  const onKeep = vi.fn<QuestionProps['onKeep']>();
  render(<FinalizeDialog storeName="a" jobs={jobs} onConfirm={onConfirm} onKeep={onKeep} />);
  return { onConfirm, onKeep, dialog: screen.getByRole('alertdialog', { hidden: true }) };
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name, hidden: true }));

test('a finalize is asked about with the count and what such jobs cost lately', () => {
  noteCosts('a', [{ id: '9', status: 'completed', cost: 2, createdAt: null, taskType: 'ai-image-detection' }]);
  const { onConfirm, dialog } = ask({ id: '1', status: 'waiting_for_finalize', taskTypeId: '1' }, { id: '2', status: 'waiting_for_finalize', taskTypeId: '1' });
  expect(dialog.textContent).toContain('Finalize 2 jobs?');
  expect(dialog.textContent).toContain('costs credits. Such jobs cost 4 credits lately.');
  expect(onConfirm).not.toHaveBeenCalled();
  press('Finalize');
  expect(onConfirm).toHaveBeenCalledExactlyOnceWith(['1', '2']);
});

test('a job that was finalized meanwhile is not finalized again', () => {
  const { onConfirm, onKeep, dialog } = ask({ id: '1', status: 'queued', taskTypeId: '1' });
  expect(dialog.textContent).toContain('The job waits for no finalize any more');
  press('Close');
  expect(onKeep).toHaveBeenCalledOnce();
  expect(onConfirm).not.toHaveBeenCalled();
});
