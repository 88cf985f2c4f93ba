// @vitest-environment node
import { afterEach, expect, test, vi } from 'vitest';
import { createFakePage } from '#src/lib/testing/fake-page.ts';
import { systemClock } from '#src/lib/clock.ts';
import { createUploadEngine } from './engine.ts';
import { loadSteps } from '../testing/steps.ts';
import type { QueueStorage } from '../storage/queue-storage.ts';
import type { UploadQueue } from '../model/queue.ts';
import { createTabQueue } from './tab-queue.ts';
import { testItem } from '../testing/items.ts';
import { createModelDisk } from '../testing/model-disk.ts';
import { noActionLog } from '#src/jobs-api/action-log.ts';
import { createJobCommands } from '#src/jobs-api/job-commands.ts';
import { createKeyedMutex } from '#src/jobs-api/keyed-mutex.ts';
import { createModelPlatform } from '../testing/model-platform.ts';

/** A slow machine gets its time; a pass never waits for it. */
const waitFor = <T,>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 30_000, interval: 5 });

const open: UploadQueue[] = [];
afterEach(() => open.splice(0).forEach((tab) => tab.stop()));

const platform = createModelPlatform(async () => 'none', () => Date.now(), { words: 'known', idempotent: false, references: false, cap: 100, order: 'newest' });
const files = ['a.jpg', 'b.jpg'].map((name) => ({ item: testItem({ id: name, name }), bytes: new Blob(['bits']), handle: null }));

/** A tab on a disk; tabs of one account share a queue. */
function openTab(storeName: string, storage: QueueStorage, lifecycle = createFakePage().lifecycle): UploadQueue {
  const engine = async () => createUploadEngine({ loadSteps, api: platform.api, commands: createJobCommands({ client: platform.api, clock: systemClock, log: noActionLog, mutex: createKeyedMutex() }), transfer: platform.transfer, storage, clock: systemClock, hash: async () => null, inspect: async () => ({ content: null, sha256: null, pageCount: null }), picture: async () => null });
  const tab = createTabQueue({ storeName, open: engine, clock: systemClock, lifecycle });
  open.push(tab);
  return tab;
}

const statuses = (tab: UploadQueue) => Object.values(tab.state.getState().items).map((item) => item.state.status);

test('two tabs show one queue, and the one that follows commands it', async () => {
  const disk = createModelDisk().open(new AbortController().signal);
  const leader = openTab('both', disk);
  await waitFor(() => expect(leader.state.getState().ready).toBe(true));
  const follower = openTab('both', disk);
  follower.send({ type: 'add', start: 'none', entries: files });
  expect(follower.losesOnClose()).toBe(true);
  await waitFor(() => expect(statuses(leader)).toEqual(['staged', 'staged']));
  await waitFor(() => expect(statuses(follower)).toEqual(['staged', 'staged']));
  // Confirmed: the files are on disk, and need this tab no more.
  await waitFor(() => expect(follower.losesOnClose()).toBe(false));
  follower.send({ type: 'remove', itemIds: ['a.jpg'] });
  await waitFor(() => expect(leader.state.getState().order).toEqual(['b.jpg']));
  await waitFor(() => expect(follower.state.getState().order).toEqual(['b.jpg']));
});

test('a command that the working tab died with is carried out by the next one, once', async () => {
  const dead = new AbortController();
  const modelDisk = createModelDisk();
  const leader = openTab('dying', modelDisk.open(dead.signal));
  await waitFor(() => expect(leader.state.getState().ready).toBe(true));
  const follower = openTab('dying', modelDisk.open(new AbortController().signal));
  follower.send({ type: 'add', start: 'all', entries: files });
  await waitFor(() => expect(statuses(leader)).toHaveLength(2));
  dead.abort();
  leader.stop();
  await waitFor(() => expect(statuses(follower)).toEqual(['submitted', 'submitted']));
  expect([...platform.jobs.values()].filter((job) => job.finalized > 0).map((job) => job.fileName).toSorted()).toEqual(['a.jpg', 'b.jpg']);
});

/** The tabs that hold the lock of an account, or wait for it. */
async function locksOf(storeName: string): Promise<{ held: number; waiting: number }> {
  const { held = [], pending = [] } = await navigator.locks.query();
  const ofAccount = (infos: readonly LockInfo[]) => infos.filter(({ name }) => name === `assay-upload-${storeName}`).length;
  return { held: ofAccount(held), waiting: ofAccount(pending) };
}

test('a leader that enters the back/forward cache gives the lock up, and restored it follows: each file one job', async () => {
  const modelDisk = createModelDisk();
  const page = createFakePage();
  const many = Array.from({ length: 40 }, (_, n) => ({ item: testItem({ id: `bf-${n}`, name: `bf-${n}.jpg` }), bytes: new Blob(['bits']), handle: null }));
  const first = openTab('cached', modelDisk.open(new AbortController().signal), page.lifecycle);
  await waitFor(() => expect(first.state.getState().ready).toBe(true));
  const second = openTab('cached', modelDisk.open(new AbortController().signal));
  first.send({ type: 'add', start: 'all', entries: many });
  await waitFor(() => expect(statuses(second).filter((status) => status === 'submitted').length).toBeGreaterThan(3));
  page.freeze();
  await waitFor(async () => expect(await locksOf('cached')).toEqual({ held: 1, waiting: 0 }));
  page.restore();
  await waitFor(() => expect(statuses(first).filter((status) => status === 'submitted')).toHaveLength(40));
  expect(await locksOf('cached')).toEqual({ held: 1, waiting: 1 });
  const made = [...platform.jobs.values()].filter(({ fileName }) => fileName.startsWith('bf-'));
  expect(made.map(({ fileName }) => fileName).toSorted()).toEqual(many.map(({ item }) => item.name).toSorted());
  expect(made.every(({ finalized }) => finalized === 1)).toBe(true);
});

test('a follower that is restored leads once the leader closes', async () => {
  const modelDisk = createModelDisk();
  const page = createFakePage();
  const leader = openTab('restored', modelDisk.open(new AbortController().signal));
  await waitFor(() => expect(leader.state.getState().ready).toBe(true));
  const follower = openTab('restored', modelDisk.open(new AbortController().signal), page.lifecycle);
  page.freeze();
  page.restore();
  // Node goes on listing a request that was called off.
  await waitFor(async () => expect((await locksOf('restored')).waiting).toBeGreaterThan(0));
  leader.stop();
  await waitFor(async () => expect(await locksOf('restored')).toEqual({ held: 1, waiting: 0 }));
  follower.send({ type: 'add', start: 'none', entries: files });
  await waitFor(() => expect(statuses(follower)).toEqual(['staged', 'staged']));
});

test('what was asked of a page while it was suspended is carried out once it is restored', async () => {
  const page = createFakePage();
  const tab = openTab('asked', createModelDisk().open(new AbortController().signal), page.lifecycle);
  await waitFor(() => expect(tab.state.getState().ready).toBe(true));
  page.freeze();
  await waitFor(async () => expect(await locksOf('asked')).toEqual({ held: 0, waiting: 0 }));
  tab.send({ type: 'add', start: 'none', entries: files });
  page.restore();
  await waitFor(() => expect(statuses(tab)).toEqual(['staged', 'staged']));
});

test('a leader whose lock another page got unawares learns of it from the disk, asks for the lock anew, and loses no file that was just added', async () => {
  const modelDisk = createModelDisk();
  const leader = openTab('superseded', modelDisk.open(new AbortController().signal));
  await vi.waitFor(() => expect(leader.state.getState().ready).toBe(true));
  // Another page reads the queue, as one does that leads.
  await modelDisk.open(new AbortController().signal).load();
  leader.send({ type: 'add', start: 'all', entries: ['sup-a.jpg', 'sup-b.jpg'].map((name) => ({ item: testItem({ id: name, name }), bytes: new Blob(['bits']), handle: null })) });
  await vi.waitFor(() => expect(statuses(leader)).toEqual(['submitted', 'submitted']), 5_000);
  const made = [...platform.jobs.values()].filter(({ fileName }) => fileName.startsWith('sup-'));
  expect(made.map(({ fileName, finalized }) => ({ fileName, finalized }))).toEqual([{ fileName: 'sup-a.jpg', finalized: 1 }, { fileName: 'sup-b.jpg', finalized: 1 }]);
});
