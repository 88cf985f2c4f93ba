import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { knownCosts } from './known-costs.ts';
import { forgetCosts, noteCosts, noteCostSoon, onCostsKnown, type CostedJob } from './note-costs.ts';

const job: CostedJob = { id: '7', status: 'completed', cost: 2, createdAt: 1_000, taskType: '1' };

beforeEach(() => {
  localStorage.clear();
});
afterEach(() => void vi.useRealTimers());

test('costs of completed jobs are kept by account, once each, until they are removed', () => {
  noteCosts('a', [job, job]);
  noteCosts('a', [job]);
  expect(knownCosts('a')).toEqual({ '1': [{ jobId: '7', cost: 2, at: 1_000 }] });
  expect(knownCosts('b')).toEqual({});
  forgetCosts('a');
  expect(knownCosts('a')).toEqual({});
});

test('a job that goes on, or failed, or whose answer says no cost, tells nothing', () => {
  noteCosts('a', [{ ...job, status: 'processing' }, { ...job, status: 'failed' }, { ...job, cost: null }, { ...job, taskType: null }]);
  expect(knownCosts('a')).toEqual({});
});

test('a table that is damaged, or of an earlier version, counts as empty', () => {
  for (const stored of ['{"1":7}', '{"1":[{"jobId":"7","cost":2}]}', 'no JSON']) {
    localStorage.setItem('assay.costs.a', stored);
    expect(knownCosts('a')).toEqual({});
  }
});

test('what is read in one moment is written at once, and told; what was forgotten meanwhile is not', () => {
  vi.useFakeTimers();
  const listener = vi.fn<() => void>();
  const stop = onCostsKnown(listener);
  noteCostSoon('a', job);
  noteCostSoon('a', { ...job, id: '8' });
  noteCostSoon('b', job);
  forgetCosts('b');
  expect(knownCosts('a')).toEqual({});
  vi.runAllTimers();
  expect(knownCosts('a')['1']).toHaveLength(2);
  expect(knownCosts('b')).toEqual({});
  expect(listener).toHaveBeenCalledOnce();
  stop();
});
