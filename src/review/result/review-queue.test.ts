import { expect, test } from 'vitest';
import { reviewQueue, type ReviewCandidate } from './review-queue.ts';

const DAY = 86_400_000;
const NOW = 100 * DAY;

const job = (jobId: string, confidence: number | null, daysAgo = 0, outcome: ReviewCandidate['reading']['outcome'] = 'finding', direction: 'manipulated' | 'none' = 'manipulated'): ReviewCandidate =>
  ({ jobId, reading: { outcome, direction, confidence }, completedAt: NOW - daysAgo * DAY });

test.each<[string, ReviewCandidate[], string[]]>([
  ['doubt comes first', [job('clear', 0.99), job('doubt', 0.55), job('unknown', null)], ['unknown', 'doubt', 'clear']],
  ['a contradiction is the greatest doubt', [job('doubt', 0.55), job('odd', null, 0, 'contradiction', 'none')], ['odd', 'doubt']],
  ['of equal doubt, the older one', [job('new', 0.9), job('old', 0.9, 2)], ['old', 'new']],
  ['after a week the clear one is as urgent as the doubtful one of today', [job('new', 0.55), job('week', 0.99, 7)], ['week', 'new']],
  ['no more than that, however old', [job('1', 0.9, 7), job('2', 0.9, 70)], ['1', '2']],
  ['what says nothing about authenticity is not for review', [job('vector', null, 9, 'nothing-claimed', 'none')], []],
  ['a time in the future or none does not matter', [job('b', 0.9, -5), { ...job('a', 0.9), completedAt: null }], ['a', 'b']],
])('%s', (_name, candidates, expected) => {
  expect(reviewQueue(candidates, new Set(), NOW)).toEqual(expected);
});

test('what is judged is done', () => {
  expect(reviewQueue([job('1', 0.5), job('2', 0.5)], new Set(['1']), NOW)).toEqual(['2']);
});
