import { expect, test, vi } from 'vitest';
import type { Inspector } from './inspect-content.ts';
import { createInspectionQueue } from './inspection-queue.ts';
import { createFakeClock, settle } from '../testing/fake-clock.ts';
import { testItem } from '../testing/items.ts';

function lookInto(files: number, stopped = new AbortController().signal) {
  const clock = createFakeClock();
  const inspect = vi.fn<Inspector>(async () => ({ content: null, sha256: null, pageCount: null }));
  const inspections = createInspectionQueue({ inspect, clock, get: () => testItem({ inspected: false }), peek: async () => new Blob(['x']), onFound: () => undefined, stopped });
  for (let n = 0; n < files; n += 1) inspections.ask(`item-${n}`);
  return { clock, inspect };
}

test('a few files are looked into at once', async () => {
  const { inspect } = lookInto(8);
  await settle(5);
  expect(inspect).toHaveBeenCalledTimes(8);
});

test('many wait until the list is on the screen', async () => {
  const { clock, inspect } = lookInto(9);
  await settle(5);
  expect(inspect).not.toHaveBeenCalled();
  clock.toNextTimer();
  await settle(20);
  expect(inspect).toHaveBeenCalledTimes(9);
});

test('after a stop none is looked into', async () => {
  const { clock, inspect } = lookInto(3, AbortSignal.abort());
  await settle(5);
  clock.toNextTimer();
  await settle(5);
  expect(inspect).not.toHaveBeenCalled();
});

test('of files of one size the first is told of first, and no other file waits for it', async () => {
  const sizes: Readonly<Record<string, number>> = { slow: 4, same: 4, other: 5 };
  const told: string[] = [];
  const { promise: slowRead, resolve: readSlow } = Promise.withResolvers<null>();
  const inspections = createInspectionQueue({
    inspect: async () => ({ content: null, sha256: null, pageCount: null }),
    clock: createFakeClock(),
    get: (id) => testItem({ inspected: false, sizeBytes: sizes[id] ?? 0 }),
    peek: async (id) => (id === 'slow' ? slowRead : new Blob([id])),
    onFound: (id) => void told.push(id),
    stopped: new AbortController().signal,
  });
  Object.keys(sizes).forEach(inspections.ask);
  await settle(5);
  expect(told).toEqual(['other']);
  readSlow(null);
  await settle(5);
  expect(told).toEqual(['other', 'slow', 'same']);
});
