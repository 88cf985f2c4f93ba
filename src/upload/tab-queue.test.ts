// @vitest-environment node
import { afterEach, expect, test, vi } from 'vitest';
import { systemClock } from './clock.ts';
import { createUploadEngine } from './engine.ts';
import type { QueueStorage } from './queue-storage.ts';
import type { UploadQueue } from './queue.ts';
import { createTabQueue } from './tab-queue.ts';
import { testItem } from './testing/items.ts';
import { createModelDisk } from './testing/model-disk.ts';
import { createModelPlatform } from './testing/model-platform.ts';

const open: UploadQueue[] = [];
afterEach(() => open.splice(0).forEach((tab) => tab.stop()));

const platform = createModelPlatform(async () => 'none', () => Date.now(), 'known');
const files = ['a.jpg', 'b.jpg'].map((name) => ({ item: testItem({ id: name, name }), bytes: new Blob(['bits']), handle: null }));

/** A tab on a disk; tabs of one account share a queue. */
function openTab(account: string, storage: QueueStorage): UploadQueue {
  const engine = async () => createUploadEngine({ api: platform.api, transfer: platform.transfer, storage, clock: systemClock, hash: async () => null, inspect: async () => ({ content: null, sha256: null }), picture: async () => null });
  const tab = createTabQueue({ account, open: engine, clock: systemClock });
  open.push(tab);
  return tab;
}

const statuses = (tab: UploadQueue) => Object.values(tab.state.getState().items).map((item) => item.state.status);

test('two tabs show one queue, and the one that follows commands it', async () => {
  const disk = createModelDisk().open(new AbortController().signal);
  const leader = openTab('both', disk);
  await vi.waitFor(() => expect(leader.state.getState().ready).toBe(true));
  const follower = openTab('both', disk);
  follower.send({ type: 'add', start: 'none', entries: files });
  expect(follower.losesOnClose()).toBe(true);
  await vi.waitFor(() => expect(statuses(leader)).toEqual(['staged', 'staged']));
  await vi.waitFor(() => expect(statuses(follower)).toEqual(['staged', 'staged']));
  // Confirmed: the files are on disk, and need this tab no more.
  await vi.waitFor(() => expect(follower.losesOnClose()).toBe(false));
  follower.send({ type: 'remove', itemIds: ['a.jpg'] });
  await vi.waitFor(() => expect(leader.state.getState().order).toEqual(['b.jpg']));
  await vi.waitFor(() => expect(follower.state.getState().order).toEqual(['b.jpg']));
});

test('a command that the working tab died with is carried out by the next one, once', async () => {
  const dead = new AbortController();
  const modelDisk = createModelDisk();
  const leader = openTab('dying', modelDisk.open(dead.signal));
  await vi.waitFor(() => expect(leader.state.getState().ready).toBe(true));
  const follower = openTab('dying', modelDisk.open(new AbortController().signal));
  follower.send({ type: 'add', start: 'all', entries: files });
  await vi.waitFor(() => expect(statuses(leader)).toHaveLength(2));
  dead.abort();
  leader.stop();
  await vi.waitFor(() => expect(statuses(follower)).toEqual(['submitted', 'submitted']), 10_000);
  expect([...platform.jobs.values()].filter((job) => job.finalized > 0).map((job) => job.fileName).toSorted()).toEqual(['a.jpg', 'b.jpg']);
});
