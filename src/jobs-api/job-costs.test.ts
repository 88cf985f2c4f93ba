import { expect, test } from 'vitest';
import { COSTS_KEPT, costSentence, estimateCosts, withCost, type CostTable } from './job-costs.ts';

const table: CostTable = { '1': [{ jobId: '9', cost: 2 }, { jobId: '8', cost: 3 }], '6': [{ jobId: '7', cost: 0 }] };

test('each job counts with the lowest and the highest cost of its type, and one of a type never seen with none', () => {
  expect(estimateCosts(table, ['1', '1', '6', '4'])).toEqual({ least: 4, most: 6, unknown: 1 });
  expect(estimateCosts(table, [])).toEqual({ least: 0, most: 0, unknown: 0 });
});

test('a job is counted once, the newest come first, and only the last are kept', () => {
  expect(withCost(table, '1', { jobId: '9', cost: 2 })).toBe(table);
  expect(withCost(table, '1', { jobId: '8', cost: 5 })['1']).toEqual([{ jobId: '8', cost: 5 }, { jobId: '9', cost: 2 }]);
  let many: CostTable = {};
  for (let n = 0; n < COSTS_KEPT + 5; n += 1) many = withCost(many, '1', { jobId: String(n), cost: n });
  expect(many['1']?.map(({ cost }) => cost)).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 5]);
});

test('what is no cost is left out', () => {
  for (const cost of [-1, Number.NaN, Number.POSITIVE_INFINITY]) expect(withCost(table, '1', { jobId: '10', cost })).toBe(table);
});

test('the sentence claims nothing of what was not told', () => {
  expect(costSentence({ least: 0, most: 0, unknown: 2 }, 2)).toBe('What such jobs cost has not been told yet.');
  expect(costSentence({ least: 1, most: 1, unknown: 0 }, 1)).toBe('Such jobs cost 1 credit lately.');
  expect(costSentence({ least: 2, most: 6, unknown: 1 }, 3)).toBe('Such jobs cost 2 to 6 credits lately; of 1 the cost has not been told yet.');
});
