import { render, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ActionRecord } from '#src/jobs-api/action-log.ts';
import { Actions } from './actions-list.tsx';

const sent = (change: Partial<ActionRecord>): ActionRecord => ({
  id: '1', call: 'finalize', jobId: '7', itemId: 'item', sentAt: 1_800_000_000_000, answeredAt: 1_800_000_000_100, answer: 'done', reading: null, reference: null, ...change,
});

test('each call is a line of what was sent, when, and what was answered', () => {
  render(<Actions records={[sent({ id: '1', call: 'create' }), sent({ id: '2', call: 'upload' }), sent({ id: '3', answer: '409 UPLOAD_ALREADY_FINALIZED', reading: 'the job is queued' }), sent({ id: '4' })]} status="queued" />);
  const lines = within(screen.getByRole('list')).getAllByRole('listitem');
  expect(lines.map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('Asked for a job. Answer: done.'),
    expect.stringContaining('Sent the file. Answer: done.'),
    expect.stringContaining('Asked to finalize. Answer: 409 UPLOAD_ALREADY_FINALIZED. Then read: the job is queued.'),
    expect.stringContaining('Asked to finalize. Answer: done.'),
  ]);
  expect(screen.queryByRole('note')).toBeNull();
  expect(lines[0]?.querySelector('time')?.getAttribute('datetime')).toBe('2027-01-15T08:00:00.000Z');
});

test('a finalize without an answer says what each choice may cost', () => {
  render(<Actions records={[sent({ answer: null, answeredAt: null })]} status={null} />);
  expect(screen.getByRole('note').textContent).toMatch(/may have been charged.*twice.*costs nothing more/);
  expect(screen.getByRole('listitem').textContent).toContain('No answer is known');
});

test('a job of which nothing was sent from here says so', () => {
  render(<Actions records={[]} status="completed" />);
  expect(screen.queryByRole('list')).toBeNull();
  expect(screen.getByText(/Nothing is known to have been sent/)).toBeDefined();
});

test.each([
  ['the job reads as queued', { answer: 'no answer in time' }, 'queued'],
  ['the job still waits for a finalize', { answer: '503 X' }, 'waiting_for_finalize'],
  ['it was refused for want of credits', { answer: '402 INSUFFICIENT_BALANCE' }, null],
] as const)('nobody is told of an unclear outcome where %s', (_name, change, status) => {
  render(<Actions records={[sent(change)]} status={status} />);
  expect(screen.queryByRole('note')).toBeNull();
});

test('an answer that tells nothing, and a job whose word nobody knows, leave it unclear', () => {
  render(<Actions records={[sent({ answer: '502 with a web page instead of an answer' })]} status="unknown" />);
  expect(screen.getByRole('note')).toBeDefined();
});
