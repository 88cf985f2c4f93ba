import { expect, test } from 'vitest';

import { measure } from './measure.ts';
import type { OpenPart, Part, Sample } from './part.ts';

const order: string[] = [];

function partOf(run: (contestant: string) => Promise<Sample>, open?: () => Promise<OpenPart>): Part {
  return {
    name: 'part',
    title: 'Part',
    ours: 'ours',
    peers: ['theirs', 'others'],
    metrics: { time: { label: 'time', unit: 's', better: 'less' } },
    goals: [
      { metric: 'time', peer: 'theirs', ratioAtMost: 1.05 },
      { metric: 'time', atMost: 3 },
    ],
    open: open ?? (() => Promise.resolve({ run, close: () => Promise.resolve() })),
  };
}

test('contestants take turns, every other time the other way round', async () => {
  order.length = 0;
  await measure(partOf((name) => Promise.resolve({ time: order.push(name) })), 2, () => {});
  expect(order).toEqual(['ours', 'theirs', 'others', 'others', 'theirs', 'ours']);
});

test('rows hold medians, the ratio, and whether goals are met', async () => {
  const times: Record<string, number[]> = { ours: [2, 8, 4], theirs: [4, 4, 4], others: [1, 2, 3] };
  const rows = await measure(partOf((name) => Promise.resolve({ time: times[name]?.shift() ?? 0 })), 3, () => {});
  expect(rows.map(({ peer, ratio, goal, met }) => ({ peer, ratio, goal, met }))).toEqual([
    { peer: null, ratio: null, goal: 'at most 3 s', met: false },
    { peer: 'theirs', ratio: 1, goal: 'at most 1.05 of it', met: true },
    { peer: 'others', ratio: 2, goal: '', met: null },
  ]);
  expect(rows[0]?.ours).toEqual({ median: 4, spread: 1.5, runs: [2, 8, 4] });
});

test('a contestant that fails says why in its row and is not tried again, and the others go on', async () => {
  order.length = 0;
  const rows = await measure(
    partOf((name) => {
      order.push(name);
      return name === 'others' ? Promise.reject(new Error('nginx is not installed\nat once')) : Promise.resolve({ time: 1 });
    }),
    3,
    () => {},
  );
  expect(order.filter((name) => name === 'others')).toHaveLength(1);
  expect(rows.find(({ peer }) => peer === 'others')).toMatchObject({ theirs: null, problem: 'nginx is not installed', met: null });
  expect(rows.find(({ peer }) => peer === 'theirs')).toMatchObject({ met: true, problem: null });
});

test('a part that cannot be opened still has all of its rows', async () => {
  const rows = await measure(partOf(() => Promise.resolve({ time: 1 }), () => Promise.reject(new Error('no server'))), 5, () => {});
  expect(rows).toHaveLength(3);
  expect(rows.every(({ problem, ours, met }) => problem === 'no server' && ours === null && met === null)).toBe(true);
});
