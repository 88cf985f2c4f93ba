import { beforeEach, expect, test } from 'vitest';
import { forgetCosts, knownCosts, noteCost } from './known-costs.ts';

const job = { id: '7', status: 'completed', cost: 2 } as const;

beforeEach(() => {
  localStorage.clear();
});

test('costs of completed jobs are kept by account, once each, until they are removed', () => {
  noteCost('a', '1', job);
  noteCost('a', '1', job);
  expect(knownCosts('a')).toEqual({ '1': [{ jobId: '7', cost: 2 }] });
  expect(knownCosts('b')).toEqual({});
  forgetCosts('a');
  expect(knownCosts('a')).toEqual({});
});

test('a job that goes on, or failed, or whose answer says no cost, tells nothing', () => {
  noteCost('a', '1', { ...job, status: 'processing' });
  noteCost('a', '1', { ...job, status: 'failed' });
  noteCost('a', '1', { ...job, cost: null });
  expect(knownCosts('a')).toEqual({});
});

test('a table that is damaged counts as empty', () => {
  localStorage.setItem('assay.costs.a', '{"1":7}');
  expect(knownCosts('a')).toEqual({});
});
