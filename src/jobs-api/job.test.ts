import { expect, test } from 'vitest';
import { JOB_STATUSES, canCancel, canDelete, isActive, isOverdue, isTerminal, readStatus, type JobStatus, type JobSummary } from './job.ts';

test.each([
  ['created', 'waiting_for_finalize'], ['waiting_for_finalize', 'waiting_for_finalize'], ['initiated', 'waiting_for_finalize'], ['Initiated', 'waiting_for_finalize'], ['PENDING', 'waiting_for_finalize'],
  ['INITED', 'waiting_for_finalize'], ['UPLOADED', 'processing'], ['deleted', 'deleted'], ['Deleted', 'deleted'],
  ['queued', 'queued'], ['Processing', 'processing'], ['completed', 'completed'], ['PROCESSED', 'completed'], ['failed', 'failed'], ['error', 'failed'],
  ['cancelled', 'cancelled'], ['canceled', 'cancelled'], [' queued\n', 'queued'],
])('%j means %s', (word, status) => {
  expect(readStatus(word)).toEqual({ status, statusWord: status });
});

test.each(['archived', 'ON_HOLD', 'in progress', 'проверка', '', ' ', '__proto__', 'constructor', 'toString'])('%j is unknown and kept as it is', (word) => {
  expect(readStatus(word)).toEqual({ status: 'unknown', statusWord: word });
});

const RULES: ReadonlyArray<readonly [JobStatus, { active: boolean; terminal: boolean; cancel: boolean; delete: boolean }]> = [
  ['waiting_for_finalize', { active: false, terminal: false, cancel: true, delete: true }],
  ['queued', { active: true, terminal: false, cancel: true, delete: true }],
  ['processing', { active: true, terminal: false, cancel: false, delete: false }],
  ['completed', { active: false, terminal: true, cancel: false, delete: true }],
  ['failed', { active: false, terminal: true, cancel: false, delete: true }],
  ['cancelled', { active: false, terminal: true, cancel: false, delete: true }],
  ['deleted', { active: false, terminal: true, cancel: false, delete: false }],
  ['unknown', { active: true, terminal: false, cancel: false, delete: true }],
];

test('the rules below cover every status', () => {
  expect(RULES.map(([status]) => status)).toEqual([...JOB_STATUSES, 'deleted', 'unknown']);
});

test.each(RULES)('what a %s job allows (wire format, section 2)', (status, rules) => {
  expect({ active: isActive(status), terminal: isTerminal(status), cancel: canCancel(status), delete: canDelete(status) }).toEqual(rules);
});

const job = (status: JobStatus, createdAt: number | null): JobSummary => ({ id: '1', taskTypeId: '1', status, statusWord: status, createdAt, updatedAt: null });

test('a job is overdue once it has been going on for longer than its type is given', () => {
  expect(isOverdue(job('processing', 1_000), 300_000, 301_000)).toBe(false);
  expect(isOverdue(job('processing', 1_000), 300_000, 301_001)).toBe(true);
  expect(isOverdue(job('queued', 1_000), 300_000, 301_001)).toBe(true);
});

test.each([job('completed', 0), job('failed', 0), job('cancelled', 0), job('deleted', 0), job('waiting_for_finalize', 0), job('processing', null)])('never overdue: $status, created $createdAt', (never) => {
  expect(isOverdue(never, 300_000, Number.MAX_SAFE_INTEGER)).toBe(false);
});
