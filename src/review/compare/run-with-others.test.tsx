import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { taskTypes } from '#src/jobs-api/page-task-types.ts';
import { detectorsFor } from './detectors-for.ts';
import { RunWithOthers, type RunWithOthersProps } from './run-with-others.tsx';

const show = (onRunWith: RunWithOthersProps['onRunWith']) => render(<RunWithOthers detectors={detectorsFor(taskTypes.all(), 'jpeg', new Set(['ai-image-detection']))} renderCost={(keys) => `About ${keys.length * 2} credits.`} onRunWith={onRunWith} />);

test('says what it runs and that each costs credits, and runs what is left chosen, once', async () => {
  const onRunWith = vi.fn<RunWithOthersProps['onRunWith']>(() => Promise.resolve('added'));
  show(onRunWith);
  expect(screen.getByText('Makes 4 new jobs; each costs credits. About 8 credits.')).toBeDefined();
  fireEvent.click(screen.getByRole('checkbox', { name: /Face Liveness Detection/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Run with 3 other detectors' }));
  await screen.findByText(/^Started/);
  expect(onRunWith).toHaveBeenCalledExactlyOnceWith(['image-forgery-detection', 'document-intelligence', 'face-intelligence']);
  expect(screen.getByRole<HTMLButtonElement>('button').disabled).toBe(true);
});

test('says when the bytes are gone', async () => {
  show(() => Promise.resolve('bytes-gone'));
  fireEvent.click(screen.getByRole('button'));
  expect(await screen.findByText(/no longer keeps the bytes/)).toBeDefined();
});

test('nothing chosen, nothing run', () => {
  show(() => Promise.reject(new Error('never called')));
  for (const box of screen.getAllByRole('checkbox')) fireEvent.click(box);
  expect(screen.getByText('Nothing is chosen.')).toBeDefined();
  expect(screen.getByRole<HTMLButtonElement>('button').disabled).toBe(true);
});

test('nothing left to run is said', () => {
  render(<RunWithOthers detectors={[]} renderCost={() => ''} onRunWith={() => Promise.resolve('added')} />);
  expect(screen.getByText(/Every detector that takes this file/)).toBeDefined();
});
