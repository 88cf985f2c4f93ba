import { expect, test } from 'vitest';
import { COSTS_KEPT, COSTS_LATELY, costSentence, estimateCosts, spentOn, withCost, type CostTable } from './job-costs.ts';

const table: CostTable = { '1': [{ jobId: '9', cost: 2, at: 90 }, { jobId: '8', cost: 3, at: 80 }], '6': [{ jobId: '7', cost: 0, at: 70 }] };

test('each job counts with the lowest and the highest cost of its type, and one of a type never seen with none', () => {
  expect(estimateCosts(table, ['1', '1', '6', '4'])).toEqual({ least: 4, most: 6, unknown: 1 });
  expect(estimateCosts(table, [])).toEqual({ least: 0, most: 0, unknown: 0 });
});

test('a job is counted once, the newest jobs come first in whatever order they are read, and only those are kept', () => {
  expect(withCost(table, '1', { jobId: '9', cost: 2, at: 90 })).toBe(table);
  expect(withCost(table, '1', { jobId: '8', cost: 5, at: 80 })['1']?.map(({ jobId, cost }) => [jobId, cost])).toEqual([['9', 2], ['8', 5]]);
  expect(withCost(table, '1', { jobId: '5', cost: 1, at: 85 })['1']?.map(({ jobId }) => jobId)).toEqual(['9', '5', '8']);
  let many: CostTable = {};
  for (let n = 0; n < COSTS_KEPT + 5; n += 1) many = withCost(many, '1', { jobId: String(n), cost: n, at: COSTS_KEPT - n });
  expect(many['1']).toHaveLength(COSTS_KEPT);
  expect(many['1']?.[0]?.jobId).toBe('0');
  expect(estimateCosts(many, ['1'])).toEqual({ least: 0, most: COSTS_LATELY - 1, unknown: 0 });
});

test('what jobs did cost is summed up for those of which it is known, each once', () => {
  expect(spentOn(table, ['9', '7', '9', '99'])).toEqual({ credits: 2, known: 2 });
  expect(spentOn({}, ['9'])).toEqual({ credits: 0, known: 0 });
  expect(spentOn({ '1': [{ jobId: 'a', cost: 0.1, at: 0 }, { jobId: 'b', cost: 0.2, at: 0 }] }, ['a', 'b']).credits).toBe(0.3);
});

test('what is no cost is left out', () => {
  for (const cost of [-1, Number.NaN, Number.POSITIVE_INFINITY]) expect(withCost(table, '1', { jobId: '10', cost, at: 0 })).toBe(table);
});

test('the sentence claims nothing of what was not told', () => {
  expect(costSentence({ least: 0, most: 0, unknown: 2 }, 2)).toBe('What such jobs cost has not been told yet.');
  expect(costSentence({ least: 1, most: 1, unknown: 0 }, 1)).toBe('Such jobs cost 1 credit lately.');
  expect(costSentence({ least: 2, most: 6, unknown: 1 }, 3)).toBe('Such jobs cost 2 to 6 credits lately; of 1 the cost has not been told yet.');
});
