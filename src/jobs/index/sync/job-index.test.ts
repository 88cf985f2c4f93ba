import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isTerminal } from '#src/jobs-api/job.ts';
import { SlowPlatform, type PlatformJob } from '../../testing/slow-platform.ts';
import { systemClock } from '#src/lib/clock.ts';
import type { IndexMessage } from './index-messages.ts';
import { createMemoryIndexStorage } from '../store/index-storage.ts';
import { createJobIndex, type JobIndex } from './job-index.ts';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const PAGE = 100;
const IN_SIGHT = 20;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A thousand jobs of which the newest 500 go on and end evenly within a minute, oldest first, as a queue works. */
const busy = () => new SlowPlatform(Array.from({ length: 1_000 }, (_, place): PlatformJob => {
  const n = 1_000 - place;
  return { id: String(n), createdAt: n > 500 ? NOW - 1_000 + n : NOW - 86_400_000 + n, endsAt: n > 500 ? NOW + (MINUTE * (n - 500)) / 500 : NOW - 86_000_000 + n };
}), PAGE);

/** Tabs of one account: one disk, one lock, and messages between them. */
function openTabs(platform: Pick<SlowPlatform, 'reader'>, count: number): readonly JobIndex[] {
  const storage = createMemoryIndexStorage();
  const listeners: ((message: IndexMessage) => void)[] = [];
  let held: Promise<unknown> = Promise.resolve();
  return Array.from({ length: count }, (_, tab) => createJobIndex({
    lockName: 'jobs',
    reader: platform.reader,
    storage,
    channel: {
      post: (message) => listeners.forEach((listener, to) => {
        if (to !== tab) queueMicrotask(() => listener(structuredClone(message)));
      }),
      listen: (listener) => {
        listeners[tab] = listener;
      },
      close: () => undefined,
    },
    locks: {
      request: (_name, _options, work) => {
        held = held.then(work);
        return held;
      },
    },
    clock: systemClock,
    platformTime: () => Date.now(),
    random: () => (tab + 0.5) / count,
    pageSize: PAGE,
    keep: () => ({ fileName: 'photo.jpg', sizeBytes: 1, sha256: null, reading: null }),
  }));
}

/** The ids of the first jobs of a kind, oldest first, as a table of them would have them in sight. */
function inSight(index: JobIndex, isShown: (ended: boolean) => boolean): string[] {
  const { columns, newest } = index.queryEngine();
  return Array.from(newest).toReversed().filter((slot) => isShown(isTerminal(columns.statusAt(slot)))).slice(0, IN_SIGHT).map((slot) => columns.ids[slot] ?? '');
}

test.each([1, 5])('%i tabs follow 500 jobs for a minute with a twentieth of what asking for each of them every 5 s takes', async (count) => {
  const platform = busy();
  const tabs = openTabs(platform, count);
  const seenAt = new Map<string, number>();
  for (const [n, tab] of tabs.entries()) {
    tab.attend();
    // One shows what goes on, the others what has ended: rows run by in all of them.
    tab.state.subscribe(() => tab.want(inSight(tab, (ended) => ended === (n > 0))));
  }
  const [first] = tabs;
  first?.state.subscribe(() => {
    const { columns } = first.queryEngine();
    for (const { id } of platform.jobs) if (!seenAt.has(id) && isTerminal(columns.statusAt(columns.slotOf(id) ?? -1))) seenAt.set(id, Date.now());
  });
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(platform.pages.length + platform.details.length).toBeLessThanOrEqual((500 * 12) / 20);
  // It is no use to ask for little by showing it late.
  await vi.advanceTimersByTimeAsync(10_000);
  const late = platform.jobs.filter(({ endsAt }) => endsAt > NOW + 5_000).map(({ id, endsAt }) => (seenAt.get(id) ?? Number.POSITIVE_INFINITY) - endsAt).toSorted((a, b) => a - b);
  expect(late[Math.floor(late.length * 0.5)]).toBeLessThanOrEqual(2_000);
  expect(late[Math.floor(late.length * 0.95)]).toBeLessThanOrEqual(5_000);
});

test('what ended in a rush is known in the end, each job by one detail', async () => {
  const platform = busy();
  const [index] = openTabs(platform, 1);
  index?.attend();
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(index?.queryEngine().totals(new Set()).named).toBe(1_000);
  expect(platform.details).toHaveLength(1_000);
});

test('an end in sight is read within moments, however many jobs go on', async () => {
  const platform = busy();
  const [index] = openTabs(platform, 1);
  index?.attend();
  await vi.advanceTimersByTimeAsync(30_000);
  // Ended long ago, and in the middle of what nobody has looked at yet.
  index?.want(['250', '251']);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(platform.details).not.toContain('250');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(platform.details).toEqual(expect.arrayContaining(['250', '251']));
});

test('jobs that new ones have moved to another page are not asked for one by one', async () => {
  const platform = busy();
  const [index] = openTabs(platform, 1);
  index?.attend();
  await vi.advanceTimersByTimeAsync(10_000);
  const before = platform.details.length;
  platform.jobs = [...Array.from({ length: 130 }, (_, n) => ({ id: String(2_000 - n), createdAt: Date.now() - n, endsAt: NOW + 10 * MINUTE })), ...platform.jobs];
  await vi.advanceTimersByTimeAsync(10_000);
  expect(index?.queryEngine().columns.count).toBe(1_130);
  // What the budget leaves in ten seconds, with nothing on top.
  expect(platform.details.length - before).toBeLessThanOrEqual(16);
});

test('an index that is suspended gives its lock up in mid-read, and restored it goes by what another tab has written since', async () => {
  const platform = busy();
  let hangs = false;
  const page = (n: number) => (hangs ? new Promise<never>(() => undefined) : platform.reader.page(n));
  const [first, second] = openTabs({ reader: { ...platform.reader, page } }, 2);
  first?.attend();
  await vi.advanceTimersByTimeAsync(5_000);
  // A read that never ends: the lock must not wait for it.
  hangs = true;
  first?.refresh();
  await vi.advanceTimersByTimeAsync(1_000);
  first?.suspend();
  hangs = false;
  second?.attend();
  platform.jobs = [{ id: '5000', createdAt: Date.now(), endsAt: NOW + 10 * MINUTE }, ...platform.jobs];
  await vi.advanceTimersByTimeAsync(10_000);
  expect(second?.queryEngine().columns.slotOf('5000')).toBeDefined();
  first?.resume();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(first?.queryEngine().columns.slotOf('5000')).toBeDefined();
});
