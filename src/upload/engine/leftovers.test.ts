// @vitest-environment node
import { expect, test } from 'vitest';
import { noActionLog, type ActionRecord } from '#src/jobs-api/action-log.ts';
import type { JobsClient } from '#src/jobs-api/client.ts';
import { HttpError, NetworkError } from '#src/jobs-api/errors.ts';
import { createJobCommands } from '#src/jobs-api/job-commands.ts';
import { createKeyedMutex } from '#src/jobs-api/keyed-mutex.ts';
import { createUploadEngine } from './engine.ts';
import type { UploadItem } from '../model/item.ts';
import { createFakeClock, settle } from '../testing/fake-clock.ts';
import { testItem } from '../testing/items.ts';
import { createModelDisk } from '../testing/model-disk.ts';
import { createModelPlatform } from '../testing/model-platform.ts';
import { loadSteps } from '../testing/steps.ts';
import type { Transfer } from './transfer.ts';

const MINUTE = 60_000;
const http = (status: number, code: string) => new HttpError({ status, code, message: code, retryAfterMs: null, body: '{}', fromApi: true });

/** A world of one page; `over` stands before calls of a platform that gives references back, and knows no idempotency keys. */
function openWorld(over: (api: JobsClient) => Partial<JobsClient> = () => ({}), transferOf: (transfer: Transfer) => Transfer = (transfer) => transfer) {
  const clock = createFakeClock();
  const platform = createModelPlatform(async () => 'none', () => 1_800_000_000_000 + clock.elapsed(), { words: 'known', idempotent: false, references: true, cap: 100, order: 'newest' });
  const api: JobsClient = { ...platform.api, ...over(platform.api) };
  const disk = createModelDisk();
  const records: ActionRecord[] = [];
  const open = () => {
    const dead = new AbortController();
    const storage = disk.open(dead.signal);
    const commands = createJobCommands({ client: api, clock, log: { ...noActionLog, record: (record) => void records.push(record) }, mutex: createKeyedMutex() });
    const engine = createUploadEngine({ loadSteps, api, commands, transfer: transferOf(platform.transfer), storage, clock, hash: async () => 'f00d', inspect: async () => ({ content: null, sha256: null, pageCount: null }), picture: async () => null, random: () => 0.5 });
    return { engine, storage, die: () => { dead.abort(); engine.stop(); } };
  };
  let page = open();
  /** Lets this much time pass. */
  const pass = async (ms: number) => {
    const end = clock.elapsed() + ms;
    for (let turn = 0; turn < 500; turn += 1) {
      await settle(20);
      if (clock.elapsed() >= end || !clock.toNextTimer(end)) break;
    }
    await settle(20);
  };
  return {
    clock, platform, records, pass,
    engine: () => page.engine,
    reopen() {
      page.die();
      page = open();
    },
    async add(change: Partial<UploadItem> = {}) {
      await page.engine.ready;
      void page.engine.send({ type: 'add', start: 'all', entries: [{ item: testItem(change), bytes: new Blob(['bits']), handle: null }] });
    },
    item: () => page.engine.snapshot().items['item-1'],
    open: () => [...platform.jobs.values()].filter(({ status }) => status === 'waiting_for_finalize').map(({ id }) => id),
  };
}

test('a create carried out minutes after its timeout is swept all the same, also by the next page, and the file does not wait for that', async () => {
  const late: (() => void)[] = [];
  let asks = 0;
  const world = openWorld((api) => ({
    createJob: async (request) => {
      asks += 1;
      if (asks > 1) return api.createJob(request);
      late.push(() => void api.createJob(request));
      throw new NetworkError('late');
    },
  }));
  await world.add();
  await world.pass(MINUTE);
  expect(world.item()?.state.status).toBe('submitted');
  late.forEach((carryOut) => carryOut());
  await settle(20);
  expect(world.open()).toHaveLength(1);
  world.reopen();
  await world.pass(10 * MINUTE);
  expect(world.open()).toEqual([]);
  expect(world.item()?.leftovers).toBeNull();
  expect(world.platform.charges).toHaveLength(1);
});

test.each([409, 400, 422])('an expired job whose DELETE answers %s for ever does not hold up its file, is given up, and that is said once', async (status) => {
  let deletes = 0;
  const world = openWorld(() => ({
    deleteJob: async () => {
      deletes += 1;
      throw http(status, 'NO');
    },
  }));
  await world.add({ staleJobId: null, job: { id: '77', openWord: 'initiated', finalizeAskedAt: null, finalizeAnswer: null, slots: [{ slotName: 'original', uploadUrl: 'put:77', expiresAt: 1, uploaded: false }] } });
  world.platform.jobs.set('77', { id: '77', taskTypeId: 1, fileName: 'photo.jpg', sizeBytes: 4, createdAt: 0, status: 'waiting_for_finalize', key: null, reference: null, colleagueFinalizesAt: null, before: 'waiting_for_finalize', changedAt: 0, stored: false, finalized: 0 });
  await world.pass(60 * MINUTE);
  expect(world.item()).toMatchObject({ state: { status: 'submitted' }, notice: expect.stringContaining('could not be deleted'), leftovers: null });
  expect(deletes).toBe(1);
});

test('an item that was taken off the list is not asked for for ever', async () => {
  let calls = 0;
  const world = openWorld(() => ({ getJob: async () => {
    calls += 1;
    throw http(500, 'INTERNAL');
  } }), () => async () => {
    throw new NetworkError('cut');
  });
  await world.add();
  await world.pass(5_000);
  void world.engine().send({ type: 'remove', itemIds: ['item-1'] });
  await world.pass(24 * 60 * MINUTE);
  const before = calls;
  await world.pass(24 * 60 * MINUTE);
  expect(calls).toBe(before);
  expect(world.platform.charges).toEqual([]);
});

test('a retry is not put off by a clock that is set back an hour', async () => {
  let asks = 0;
  const world = openWorld((api) => ({ createJob: async (request) => {
    asks += 1;
    if (asks === 1) throw http(500, 'INTERNAL');
    return api.createJob(request);
  } }));
  await world.add();
  await settle(40);
  expect(world.item()?.state).toMatchObject({ status: 'waiting', retry: {} });
  world.clock.jump(-60 * MINUTE);
  await world.pass(MINUTE);
  expect(world.item()?.state.status).toBe('submitted');
});

test('the platform’s time is asked for before the first create, where no answer has told it yet', async () => {
  let offset: number | null = null;
  const calls: string[] = [];
  const world = openWorld((api) => ({
    clockOffset: () => offset,
    listJobs: (request, signal) => {
      calls.push('list');
      offset = -180_000;
      return api.listJobs(request, signal);
    },
    createJob: (request) => {
      calls.push('create');
      return api.createJob(request);
    },
  }));
  await world.add();
  await world.pass(MINUTE);
  expect(calls).toEqual(['list', 'create']);
});

test('the PUT stands in the action log, with what came of it', async () => {
  let puts = 0;
  const world = openWorld(undefined, (transfer) => async (request) => {
    puts += 1;
    if (puts === 1) throw new NetworkError('cut');
    return transfer(request);
  });
  await world.add();
  await world.pass(MINUTE);
  const uploads = world.records.filter(({ call, answer }) => call === 'upload' && answer !== null);
  expect(uploads.map(({ answer, jobId, itemId }) => ({ answer, jobId, itemId }))).toEqual([
    { answer: 'no answer: the connection was lost', jobId: '1', itemId: 'item-1' }, { answer: 'done', jobId: '1', itemId: 'item-1' },
  ]);
});

test('the session ends in mid-PUT: the bytes go on, and only the finalize waits for the sign-in', async () => {
  let isSignedIn = true;
  const guard = <T>(work: () => Promise<T>): Promise<T> => (isSignedIn ? work() : Promise.reject(http(401, 'INVALID_API_KEY')));
  const { promise: arrives, resolve: arrive } = Promise.withResolvers<void>();
  const aborted: boolean[] = [];
  const world = openWorld((api) => ({ getJob: (id, signal) => guard(() => api.getJob(id, signal)), createJob: (request, signal) => guard(() => api.createJob(request, signal)), finalizeJob: (id, signal) => guard(() => api.finalizeJob(id, signal)) }), (transfer) => async (request) => {
    await arrives;
    aborted.push(request.signal.aborted);
    return transfer(request);
  });
  await world.add();
  await settle(60);
  expect(world.item()?.state.status).toBe('uploading');
  isSignedIn = false;
  void world.engine().send({ type: 'add', start: 'all', entries: [{ item: testItem({ id: 'item-2', name: 'other.jpg', sizeBytes: 4 }), bytes: new Blob(['more']), handle: null }] });
  await settle(60);
  expect(world.engine().snapshot().hold).toMatchObject({ kind: 'signed-out' });
  arrive();
  await settle(60);
  expect(aborted).toEqual([false]);
  expect(world.item()).toMatchObject({ state: { status: 'waiting' }, job: { slots: [{ uploaded: true }] } });
  expect(world.platform.charges).toEqual([]);
  isSignedIn = true;
  void world.engine().send({ type: 'release' });
  await world.pass(MINUTE);
  expect(aborted).toEqual([false, false]);
  expect(world.platform.charges).toEqual(['photo.jpg', 'other.jpg']);
});
