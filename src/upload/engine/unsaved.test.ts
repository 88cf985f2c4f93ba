// @vitest-environment node
import { expect, test } from 'vitest';
import { noActionLog } from '#src/jobs-api/action-log.ts';
import { createJobCommands } from '#src/jobs-api/job-commands.ts';
import { createKeyedMutex } from '#src/jobs-api/keyed-mutex.ts';
import { createUploadEngine } from './engine.ts';
import { loadSteps } from '../testing/steps.ts';
import type { UploadItem } from '../model/item.ts';
import { createFakeClock, settle } from '../testing/fake-clock.ts';
import { testItem } from '../testing/items.ts';
import { createModelDisk } from '../testing/model-disk.ts';
import { createModelPlatform } from '../testing/model-platform.ts';

const full = async () => {
  throw new DOMException('The disk is full.', 'QuotaExceededError');
};

/** A page whose disk refuses what `refuses` says, and can be mended. */
function openPage(refuses: (items: readonly UploadItem[]) => boolean) {
  const clock = createFakeClock();
  const platform = createModelPlatform(async () => 'none', clock.now, { words: 'known', idempotent: false, references: false, cap: 100, order: 'newest' });
  const disk = createModelDisk();
  const dead = new AbortController();
  const open = disk.open(dead.signal);
  let isFull = true;
  const storage = { ...open, save: (items: readonly UploadItem[]) => (isFull && refuses(items) ? full() : open.save(items)) };
  const commands = createJobCommands({ client: platform.api, clock, log: noActionLog, mutex: createKeyedMutex() });
  const engine = createUploadEngine({ loadSteps, api: platform.api, commands, transfer: platform.transfer, storage, clock, hash: async () => 'f00d', inspect: async () => ({ content: null, sha256: null, pageCount: null }), picture: async () => null, random: () => 0.5 });
  const run = async (steps: number) => {
    for (let step = 0; step < steps; step += 1) {
      await settle(20);
      clock.toNextTimer();
    }
    await settle(20);
  };
  const add = async () => {
    await engine.ready;
    void engine.send({ type: 'add', start: 'all', entries: [{ item: testItem(), bytes: new Blob(['bits']), handle: null }] });
  };
  return { engine, platform, run, add, disk: open, mend: () => { isFull = false; } };
}

test('a disk that takes no writes: nothing is created, the item counts as unsaved, and it goes on once there is room', async () => {
  const { engine, platform, run, add, disk, mend } = openPage(() => true);
  await add();
  await run(20);
  expect(platform.jobs.size).toBe(0);
  expect(engine.snapshot().unsaved).toEqual(['item-1']);
  expect(engine.losesOnClose()).toBe(true);
  expect(engine.snapshot().items['item-1']).toMatchObject({ createAskedAt: null, createAsks: [], createKey: null, attempts: 0, state: { status: 'waiting' } });
  mend();
  await run(30);
  expect([...platform.jobs.values()].map((job) => job.finalized)).toEqual([1]);
  expect(engine.snapshot().unsaved).toEqual([]);
  expect(engine.losesOnClose()).toBe(false);
  expect((await disk.load())[0]?.state.status).toBe('submitted');
});

test('a disk that fails right before the finalize: none goes out, and none counts as sent', async () => {
  const { engine, platform, run, add, mend } = openPage(([item]) => item?.job?.finalizeAskedAt != null);
  await add();
  await run(20);
  expect([...platform.jobs.values()].map((job) => job.finalized)).toEqual([0]);
  expect(engine.snapshot().items['item-1']?.job?.finalizeAskedAt).toBeNull();
  expect(engine.snapshot().items['item-1']?.finalizesSent ?? 0).toBe(0);
  mend();
  await run(30);
  expect([...platform.jobs.values()].map((job) => job.finalized)).toEqual([1]);
});

test('submitted does not clear the warning while the disk did not take it, and it is written again until it does', async () => {
  const { engine, run, add, disk, mend } = openPage(([item]) => item?.state.status === 'submitted');
  await add();
  await run(20);
  expect(engine.snapshot().items['item-1']?.state.status).toBe('submitted');
  expect(engine.snapshot().unsaved).toEqual(['item-1']);
  expect(engine.losesOnClose()).toBe(true);
  mend();
  await run(10);
  expect(engine.losesOnClose()).toBe(false);
  expect((await disk.load())[0]?.state.status).toBe('submitted');
});
